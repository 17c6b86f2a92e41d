import ArresterBase
import Testing

@testable import ArresterServer

@Suite("The name of a person out of a token")
struct PersonNameTests {
  @Test("is the address only where the issuer verified it, and nothing else stands in for it")
  func verified() throws {
    let bench = try OIDCBench()
    for json in [nil, "false", "\"true\"", "1", "null"] {
      #expect(bench.event(TestToken().with("email_verified", json).signed()) == [.nameRefused])
    }
    #expect(bench.event(TestToken().with("email", nil).signed()) == [.nameRefused])
    #expect(bench.event(TestToken().with("email", "[\"vera@example.org\"]").signed()) == [.nameRefused])
  }

  @Test("may be another claim")
  func otherClaim() throws {
    var settings = TestToken.settings
    settings.nameClaim = "sub"
    let token = TestToken().with("email", nil).with("groups", nil)
    #expect(try OIDCBench(settings).verify(token.signed()) == .accepted(Caller(name: "00u1", kind: .person)))
  }

  @Test(
    "is refused where it hides something, or has a second spelling",
    arguments: [
      "", " ", "vera ", " vera", "ve\\u0000ra", "ve\\nra", "ve\\u200Bra", "\\u202Evera", "ve\\u00A0ra", "vera\\u2028", "e\\u0301va",
      "\\u212A",
      "\\uE000", String(repeating: "x", count: 257),
    ])
  func unacceptable(name: String) throws {
    #expect(try OIDCBench().event(TestToken().with("email", "\"\(name)\"").signed()) == [.nameRefused])
  }

  @Test("may be of any script", arguments: ["Éva Kovács", "李明", "O'Neil-Smith", "vera+ops@example.org"])
  func acceptable(name: String) throws {
    #expect(try OIDCBench().event(TestToken().with("email", "\"\(name)\"").signed()) == [.accepted])
  }

  @Test("must not change while the person may still count under the old one")
  func changed() throws {
    let bench = try OIDCBench()
    let renamed = TestToken().with("email", "\"vera+2@example.org\"").with("exp", "\(TestToken.now + 90_000)").signed()
    #expect(bench.event(TestToken().signed()) == [.accepted])
    #expect(bench.event(renamed) == [.nameChanged])
    #expect(bench.event(renamed, after: 3599) == [.nameChanged])
    #expect(bench.event(renamed, after: 3600) == [.accepted])
    #expect(bench.event(TestToken().with("exp", "\(TestToken.now + 90_000)").signed(), after: 3601) == [.nameChanged])
  }

  @Test("may be two subjects' at once: they count as one")
  func shared() throws {
    let bench = try OIDCBench()
    #expect(bench.verify(TestToken().signed()) == bench.verify(TestToken().with("sub", "\"00u2\"").signed()))
  }

  @Test("is remembered for so many subjects, and room is made by forgetting old ones")
  func bounded() throws {
    let subjects = SubjectNames()
    let caller = Caller(name: "vera", kind: .person, roles: .viewer)
    for number in 0..<SubjectNames.maximumSubjects { try subjects.note("\(number)", is: caller, now: 0) }
    try subjects.note("0", is: caller, now: 1)
    #expect(throws: TokenRefusal(.subjectsAtLimit)) { try subjects.note("new", is: caller, now: 1) }
    try subjects.note("new", is: Caller(name: "paul", kind: .person), now: 1)
    try subjects.note("new", is: caller, now: SubjectNames.memoryNanoseconds)
  }

  @Test("that is configured too is the same person on every route, and roles are those of the token")
  func samePerson() async throws {
    let bench = try OIDCBench()
    let server = try TestServer(others: [bench.verifier])
    let token = TestToken().with("email", "\"olga\"")
    #expect(await server.ask("POST", "/operators", token: token.signed(), body: "")?.body == "olga")
    #expect(await server.ask("POST", "/operators", token: "operator-token", body: "")?.body == "olga")
    #expect(await server.ask("POST", "/operators", token: token.with("groups", "[\"leads\"]").signed(), body: "")?.status == 403)
    #expect(await server.ask("GET", "/viewers", token: token.with("groups", "[]").signed())?.status == 403)
    let expired = await server.ask("GET", "/viewers", token: token.with("exp", "\(TestToken.now - 100)").signed())
    #expect(expired?.headers["www-authenticate"]?.contains("expired") == true)
    #expect(!server.logged.text.contains("eyJ"))
  }
}
