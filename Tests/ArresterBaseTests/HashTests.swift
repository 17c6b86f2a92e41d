import Testing

@testable import ArresterBase

@Suite("Hashes")
struct HashTests {
  @Test(
    "SHA-256 gives the published digests",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func sha256(_ text: String, _ digest: String) {
    #expect(SHA256(text).hexadecimal == digest)
    #expect(SHA256(Array(text.utf8)).bytes.count == 32)
  }

  @Test("SHA-256 of a million letters gives the published digest")
  func million() {
    let digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(SHA256([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)).hexadecimal == digest)
  }

  @Test("an identifier tells lists of parts apart by where one part ends")
  func identifiers() {
    let lists = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], ["1:a"], ["a"], [], [""], ["", ""]]
    let identifiers = lists.map { SHA256.identifier(of: $0) }
    #expect(Set(identifiers).count == lists.count)
    #expect(identifiers.allSatisfy { $0.utf8.count == 32 && $0.allSatisfy(\.isHexDigit) })
    #expect(SHA256.identifier(of: ["ab", "c"]) == identifiers[0])
  }

  /// The hash of bytes in memory of exactly their size: the address sanitizer sees a read beyond it.
  private static func hash(_ bytes: [UInt8], seed: UInt64 = 7) -> UInt64 {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { memory.deallocate() }
    memory.copyBytes(from: bytes)
    return Hash64.hash(UnsafeRawBufferPointer(memory), seed: seed)
  }

  @Test("runs of one byte of every length from 0 to 300 have different hashes", arguments: [UInt8(0), 1, 0x61, 0xFF])
  func lengths(_ byte: UInt8) {
    let hashes = (0...300).map { Self.hash([UInt8](repeating: byte, count: $0)) }
    #expect(Set(hashes).count == 301)
  }

  @Test("every single bit of texts of every length from 1 to 64 changes the hash")
  func bits() {
    for length in 1...64 {
      let text = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
      var hashes: Set<UInt64> = [Self.hash(text)]
      for bit in 0..<length * 8 {
        var changed = text
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        hashes.insert(Self.hash(changed))
      }
      #expect(hashes.count == length * 8 + 1)
    }
  }

  @Test("the seed changes the hash, the same seed and text do not")
  func seeds() {
    let text = Array("arn:aws:iam::111122223333:role/sre-agent".utf8)
    #expect(Self.hash(text, seed: 1) != Self.hash(text, seed: 2))
    #expect(Self.hash(text, seed: 1) == Self.hash(text, seed: 1))
    #expect(Hash64.seed == Hash64.seed)
    #expect(Hash64.hash(UnsafeRawBufferPointer(start: nil, count: 0), seed: 1) == Self.hash([], seed: 1))
  }

  @Test("200,000 numbered names fall evenly into 4,096 places")
  func spread() {
    var places = [Int](repeating: 0, count: 4096)
    for number in 0..<200_000 {
      var name = "i-\(number)"
      let hash = name.withUTF8 { Hash64.hash(UnsafeRawBufferPointer($0), seed: 99) }
      places[Int(hash & 4095)] += 1
    }
    #expect(places.max() ?? 0 < 100 && places.min() ?? 0 > 15)
  }

  @Test("combining is not the same in another order")
  func combine() {
    #expect(Hash64.combine(Hash64.combine(1, 2), 3) != Hash64.combine(Hash64.combine(1, 3), 2))
    #expect(Hash64.combine(1, 2) != Hash64.combine(2, 1))
    #expect(Set((0..<10_000).map { Hash64.combine(5, UInt64($0)) }).count == 10_000)
  }
}
