import ArresterBase
import Testing

@testable import Arrester

@Suite("the seal of breaker records")
struct RecordSealTests {
  private let seal = RecordSeal(secret: Array("secret".utf8))
  private let key = Array(#"["aws","1","p","agent","latch"]"#.utf8)
  private let value = Array(#"{"version":1,"type":"latch"}"#.utf8)

  /// RFC 4231, sections 4.2 to 4.8 without the truncated one.
  private static let vectors: [(key: [UInt8], message: [UInt8], code: String)] = [
    ([UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      Array(UInt8(1)...25), [UInt8](repeating: 0xcd, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      Array(
        ("This is a test using a larger than block-size key and a larger than block-size data. "
          + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ]

  @Test("the code is RFC 4231's", arguments: vectors.indices)
  func published(index: Int) {
    let vector = RecordSealTests.vectors[index]
    let code = HMACSHA256(key: vector.key, message: vector.message)
    #expect(code.hexadecimal == vector.code)
    #expect(code.isWritten(as: vector.code.utf8))
    #expect(!code.isWritten(as: vector.code.dropLast().utf8))
    #expect(!code.isWritten(as: vector.code.uppercased().utf8))
  }

  @Test("is the object's last member, over key, a zero byte and value")
  func format() {
    let code = HMACSHA256(key: Array("secret".utf8), message: key + [0] + value).hexadecimal
    #expect(String(decoding: seal.seal(key: key, value: value), as: UTF8.self) == #"{"version":1,"type":"latch","hmac":"\#(code)"}"#)
  }

  @Test("opens to the bytes that were sealed")
  func roundTrip() { #expect(seal.open(key: key, value: seal.seal(key: key, value: value)) == value) }

  @Test("does not open where any one bit was changed")
  func tampered() {
    let sealed = seal.seal(key: key, value: value)
    for index in sealed.indices {
      for bit in 0..<8 {
        var changed = sealed
        changed[index] ^= 1 << UInt8(bit)
        #expect(seal.open(key: key, value: changed) == nil, "bit \(bit) of byte \(index)")
      }
    }
  }

  @Test("does not open with another secret, under another record's key, without a seal, or cut short")
  func foreign() {
    let sealed = seal.seal(key: key, value: value)
    #expect(RecordSeal(secret: Array("other".utf8)).open(key: key, value: sealed) == nil)
    #expect(seal.open(key: key + [32], value: sealed) == nil)
    #expect(seal.open(key: key, value: value) == nil)
    for count in 0..<sealed.count { #expect(seal.open(key: key, value: Array(sealed.prefix(count))) == nil) }
  }
}
