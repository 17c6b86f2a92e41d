import ArresterBase
import Testing

@testable import ArresterServer

@Suite("A token that plays algorithms off against each other")
struct AlgorithmConfusionTests {
  private let point = SigningKey(.es256)

  private func bench() throws -> OIDCBench {
    try OIDCBench(publicKeys: [SigningKey.rsa.publicKey("k1"), point.publicKey("k2")])
  }

  @Test(
    "is refused where it names none, HMAC, or anything but the two",
    arguments: [
      "none", "None", "NONE", "", "HS256", "HS512", "rs256", "RS256 ", "RS1", "RS384", "PS256", "ES384", "EdDSA", "dir", "ES256K",
    ])
  func others(name: String) throws {
    let token = TestToken(name)
    #expect(try bench().event(token.unsigned + ".") == [.algorithmRefused])
    #expect(try bench().event(token.signed()) == [.algorithmRefused])
  }

  @Test("is refused without its signature")
  func stripped() throws {
    #expect(try bench().event(TestToken().unsigned + ".") == [.signatureWrong])
    #expect(try bench().event(TestToken("ES256", key: "k2").unsigned + ".") == [.signatureWrong])
    #expect(try bench().event(TestToken().unsigned) == [.malformed])
  }

  @Test("is refused where the public key, in any form, is the secret of an HMAC")
  func publicKeyAsSecret() throws {
    let key = SigningKey.rsa
    for algorithm in ["HS256", "RS256"] {
      for secret in [key.publicBytes, Array(key.publicBytes.dropLast(5).dropFirst(9)), Array(key.publicKey("k1").utf8)] {
        let token = TestToken(algorithm)
        let code = HMACSHA256(key: secret, message: Array(token.unsigned.utf8)).bytes
        let event = try bench().event("\(token.unsigned).\(TestToken.base64URL(code))")
        #expect(event == [algorithm == "HS256" ? .algorithmRefused : .signatureWrong])
      }
    }
  }

  @Test("is refused where a key of the other kind has the name that it gives")
  func otherKind() throws {
    #expect(try bench().event(TestToken("ES256", key: "k1").signed(point)) == [.keyUnknown])
    #expect(try bench().event(TestToken("RS256", key: "k2").signed()) == [.keyUnknown])
  }

  @Test("is refused with a signature by P-256 in DER, or of numbers that are none")
  func der() throws {
    let token = TestToken("ES256", key: "k2")
    let der = point.signNatively(token.unsigned)
    #expect(try bench().event("\(token.unsigned).\(TestToken.base64URL(der))") == [.signatureWrong])
    let zeros = [UInt8](repeating: 0, count: 64)
    #expect(try bench().event("\(token.unsigned).\(TestToken.base64URL(zeros))") == [.signatureWrong])
    let ones = [UInt8](repeating: 0xFF, count: 64)
    #expect(try bench().event("\(token.unsigned).\(TestToken.base64URL(ones))") == [.signatureWrong])
  }

  @Test("takes no other spelling of its signature")
  func secondSpelling() throws {
    let token = TestToken("ES256", key: "k2").signed(point)
    let last = try #require(token.last)
    // 64 bytes leave four bits of the last character that no byte ends with.
    for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" where other != last {
      #expect(try bench().verify(token.dropLast() + String(other)) == .unknown)
    }
  }
}
