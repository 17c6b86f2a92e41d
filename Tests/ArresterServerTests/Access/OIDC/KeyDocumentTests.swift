import ArresterBase
import Testing

@testable import ArresterServer

@Suite("A key document")
struct KeyDocumentTests {
  private let rsa = SigningKey.rsa
  private let point = SigningKey(.es256)

  private func read(_ keys: [String]) throws -> KeyDocument { try KeyDocument(Array("{\"keys\":[\(keys.joined(separator: ","))]}".utf8)) }

  @Test("gives the keys of both kinds, and counts those that are for something else")
  func others() throws {
    let strange = [
      "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"o\",\"x\":\"AA\"}", "{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"c2VjcmV0\"}", "{}", "1",
      "null",
      "[]", "\"key\"",
    ]
    let document = try read([rsa.publicKey("a"), point.publicKey("b")] + strange)
    #expect(Set(document.keys.keys) == [OIDCKeys.Name("a", .rs256), OIDCKeys.Name("b", .es256)])
    #expect(document.ignored == strange.count)
  }

  @Test(
    "leaves out keys that are not for checking signatures, or not public, or nameless, or broken",
    arguments: [
      ("use", "\"enc\""), ("use", "1"), ("key_ops", "[\"encrypt\"]"), ("alg", "\"PS256\""), ("alg", "\"ES256\""), ("alg", "\"HS256\""),
      ("d", "\"AQAB\""), ("kid", nil), ("kid", "\"\""), ("kid", "1"), ("n", nil), ("n", "\"AQAB\""), ("n", "\"AQ==\""), ("e", "\"AQ\""),
      ("e", "65537"), ("e", "\"AQABAQAB\""), ("kty", "\"rsa\""),
    ] as [(String, String?)])
  func unusable(member: String, json: String?) throws {
    let document = try read([rsa.publicKey("a", [member: json])])
    #expect(document.keys.isEmpty)
    #expect(document.ignored == 1)
  }

  @Test("leaves out points that are not on P-256")
  func points() throws {
    for (member, json) in [("crv", "\"P-384\""), ("x", "\"AAAA\""), ("y", "\"\(String(repeating: "A", count: 43))\""), ("y", nil)] {
      #expect(try read([point.publicKey("a", [member: json])]).ignored == 1)
    }
  }

  @Test("leaves out keys too weak to be believed")
  func weak() throws {
    #expect(try read([SigningKey(.rs256, bits: 1024).publicKey("a")]).ignored == 1)
  }

  @Test("gives a name once: the first key has it")
  func sameName() throws {
    let document = try read([rsa.publicKey("a"), SigningKey.otherRSA.publicKey("a"), point.publicKey("a")])
    #expect(document.keys.count == 2)
    #expect(document.ignored == 1)
    #expect(document.keys[OIDCKeys.Name("a", .rs256)] == (try read([rsa.publicKey("a")])).keys[OIDCKeys.Name("a", .rs256)])
  }

  @Test("is read up to its hundredth key")
  func many() throws {
    let document = try read((0..<103).map { point.publicKey("\($0)") })
    #expect(document.keys.count == KeyDocument.maximumKeys)
    #expect(document.ignored == 3)
  }

  @Test(
    "is refused as a whole where it is none",
    arguments: [
      "", "[]", "{}", "{\"keys\":{}}", "{\"keys\":null}", "{\"keys\":[]", "{\"keys\":[],\"keys\":[]}", "<html>", "{\"keys\":[]}\u{0}",
    ])
  func none(text: String) {
    #expect(throws: OIDCProblem.self) { try KeyDocument(Array(text.utf8)) }
  }

  @Test("is refused where it is huge")
  func huge() {
    let text = "{\"keys\":[]" + String(repeating: " ", count: KeyDocument.maximumBytes) + "}"
    #expect(throws: OIDCProblem.self) { try KeyDocument(Array(text.utf8)) }
  }
}
