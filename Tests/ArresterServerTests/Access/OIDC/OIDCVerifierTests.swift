import ArresterBase
import Testing

@testable import ArresterServer

@Suite("A person's token")
struct OIDCVerifierTests {
  private let vera = Caller(name: "vera@example.org", kind: .person, roles: [.viewer, .operator])

  @Test("is accepted by either algorithm, under the verified address, with the roles of its groups")
  func accepted() throws {
    let point = SigningKey(.es256)
    let bench = try OIDCBench(publicKeys: [SigningKey.rsa.publicKey("k1"), point.publicKey("k2")])
    #expect(bench.verify(TestToken().signed()) == .accepted(vera))
    #expect(bench.verify(TestToken("ES256", key: "k2").signed(point)) == .accepted(vera))
    #expect(bench.counting[.accepted] == 2)
  }

  @Test("by P-256 is accepted where one of its two numbers begins with zeros")
  func shortNumbers() throws {
    let point = SigningKey(.es256)
    let bench = try OIDCBench(publicKeys: [point.publicKey("k")])
    let message = TestToken("ES256", key: "k").unsigned
    // Every 128th or so does.
    let short = try #require((0..<10_000).lazy.map { _ in point.sign(message) }.first { $0[0] == 0 || $0[32] == 0 })
    #expect(bench.event("\(message).\(TestToken.base64URL(short))") == [.accepted])
  }

  @Test("without a group that counts is a person's who may do nothing")
  func withoutRoles() throws {
    let bench = try OIDCBench()
    let nobody = CallerVerification.accepted(Caller(name: "vera@example.org", kind: .person))
    #expect(bench.verify(TestToken().with("groups", nil).signed()) == nobody)
    #expect(bench.verify(TestToken().with("groups", "[]").signed()) == nobody)
    #expect(bench.verify(TestToken().with("groups", "[\"SRE\",\"sre \",\"sre,leads\"]").signed()) == nobody)
    #expect(bench.event(TestToken().with("groups", "[\"sre\",1]").signed()) == [.claimsWrong])
    #expect(bench.event(TestToken().with("groups", "{\"sre\":true}").signed()) == [.claimsWrong])
  }

  @Test("gets its roles from a claim within a claim, or one value of it")
  func rolesClaim() throws {
    var settings = TestToken.settings
    settings.rolesClaim = "/realm_access/ro~1les"
    let token = TestToken().with("realm_access", "{\"ro/les\":[\"leads\"]}")
    #expect(try OIDCBench(settings).verify(token.signed()) == .accepted(Caller(name: vera.name, kind: .person, roles: .approver)))
    settings.rolesClaim = "https://example.org/role"
    let single = TestToken().with("https://example.org/role", "\"leads\"")
    #expect(try OIDCBench(settings).verify(single.signed()) == .accepted(Caller(name: vera.name, kind: .person, roles: .approver)))
  }

  @Test("is refused where any character of it differs")
  func everyCharacter() throws {
    let bench = try OIDCBench()
    let token = Array(TestToken().signed().utf8)
    for index in token.indices {
      var changed = token
      changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      #expect(bench.verify(String(decoding: changed, as: UTF8.self)) == .unknown)
    }
    #expect(bench.counting[.accepted] == 0)
  }

  @Test(
    "is refused by its form",
    arguments: [
      "", ".", "..", "...", "a", "a.b", "a.b.c", "a.b.c.d", "a.b.c.d.e", "e30.e30.", "e30.e30.AA", "e30..AA", "bnVsbA.e30.AA", "W10.e30.AA",
    ])
  func forms(token: String) throws {
    #expect(try OIDCBench().event(token) == [.malformed])
  }

  @Test("is refused with anything around it, padded, or in the other alphabet")
  func dressed() throws {
    let bench = try OIDCBench()
    let token = TestToken().signed()
    for changed in [" \(token)", "\(token) ", "\(token)=", "\(token)==", "\(token).", ".\(token)", "\(token)\n", "\(token)\u{0}"] {
      #expect(bench.event(changed) == [.malformed])
    }
    let other = token.replacing("-", with: "+").replacing("_", with: "/")
    #expect(other == token || bench.event(other) == [.malformed])
  }

  @Test("is refused where it is huge, before anything in it is looked at")
  func huge() throws {
    let bench = try OIDCBench()
    #expect(bench.event(String(repeating: String(repeating: "a", count: 1000), count: 50_000)) == [.malformed])
    #expect(bench.event(TestToken().with("padding", "\"\(String(repeating: "x", count: 12_000))\"").signed()) == [.malformed])
    #expect(bench.event(TestToken().withHeader("padding", "\"\(String(repeating: "x", count: 1_000))\"").signed()) == [.malformed])
    #expect(bench.event(TestToken().with("padding", "\"\(String(repeating: "x", count: 4_000))\"").signed()) == [.accepted])
  }

  @Test("is refused with a name twice, in the header or in the claims, at any depth")
  func twice() throws {
    let bench = try OIDCBench()
    let header = TestToken.object(TestToken().header)
    let claims = TestToken.object(TestToken().claims)
    #expect(bench.event(TestToken.signed(header, claims)) == [.accepted])
    #expect(bench.event(TestToken.signed("{\"alg\":\"none\"," + header.dropFirst(), claims)) == [.malformed])
    #expect(bench.event(TestToken.signed("{\"al\\u0067\":\"RS256\"," + header.dropFirst(), claims)) == [.malformed])
    #expect(bench.event(TestToken.signed(header, "{\"sub\":\"00u1\"," + claims.dropFirst())) == [.malformed])
    #expect(bench.event(TestToken.signed(header, "{\"act\":{\"sub\":\"a\",\"sub\":\"b\"}," + claims.dropFirst())) == [.malformed])
    #expect(bench.event(TestToken.signed(header, "{\"note\":\"a:b\\\":{:\"," + claims.dropFirst())) == [.accepted])
  }

  @Test("is refused where it nests without end")
  func nesting() throws {
    let bench = try OIDCBench()
    let deep = String(repeating: "[", count: 4_000) + String(repeating: "]", count: 4_000)
    #expect(bench.event(TestToken().with("deep", deep).signed()) == [.malformed])
    #expect(bench.event("\(TestToken.base64URL(String(repeating: "[", count: 700))).e30.AA") == [.malformed])
  }

  @Test("is refused with headers that change what it is")
  func headers() throws {
    let bench = try OIDCBench()
    #expect(bench.event(TestToken().withHeader("crit", "[\"exp\"]").signed()) == [.malformed])
    #expect(bench.event(TestToken().withHeader("typ", "\"logout+jwt\"").signed()) == [.malformed])
    #expect(bench.event(TestToken().withHeader("typ", "1").signed()) == [.malformed])
    #expect(bench.event(TestToken().withHeader("kid", nil).signed()) == [.malformed])
    #expect(bench.event(TestToken().withHeader("kid", "1").signed()) == [.malformed])
    #expect(bench.event(TestToken().withHeader("alg", nil).signed()) == [.malformed])
    #expect(bench.event(TestToken().withHeader("alg", "[\"RS256\"]").signed()) == [.malformed])
    #expect(bench.event(TestToken().withHeader("typ", nil).signed()) == [.accepted])
    #expect(bench.event(TestToken().withHeader("typ", "\"at+jwt\"").signed()) == [.accepted])
  }

  @Test("is not checked with a key that it brings along or points to")
  func ownKey() throws {
    let bench = try OIDCBench()
    let own = TestToken().withHeader("jwk", "{\"kty\":\"RSA\",\"kid\":\"k1\"}").withHeader("jku", "\"https://mallory.example/keys\"")
    #expect(bench.event(own.signed(.otherRSA)) == [.signatureWrong])
    #expect(bench.event(own.withHeader("kid", "\"k9\"").signed(.otherRSA)) == [.keyUnknown])
  }

  @Test(
    "is refused where claims of standards are missing or of another type",
    arguments: [
      ("exp", nil, .claimsWrong), ("exp", "\"1800000300\"", .claimsWrong), ("exp", "1e300", .claimsWrong), ("exp", "-1", .claimsWrong),
      ("exp", "null", .claimsWrong), ("iat", nil, .claimsWrong), ("iat", "true", .claimsWrong), ("nbf", "\"now\"", .claimsWrong),
      ("sub", nil, .claimsWrong), ("sub", "\"\"", .claimsWrong), ("sub", "7", .claimsWrong), ("iss", nil, .issuerWrong),
      ("iss", "[\"https://login.example.org/realms/operations\"]", .issuerWrong), ("aud", nil, .audienceWrong),
      ("aud", "[]", .audienceWrong),
      ("aud", "[\"arrester\",1]", .audienceWrong), ("azp", "1", .audienceWrong), ("azp", "null", .audienceWrong),
      ("exp", "1e400", .malformed),
    ] as [(String, String?, OIDCEvent)])
  func claims(name: String, json: String?, event: OIDCEvent) throws {
    #expect(try OIDCBench().event(TestToken().with(name, json).signed()) == [event])
  }

  @Test("of another issuer is refused, however alike the name", arguments: ["", "/", "/../operations", " ", "2"])
  func issuer(suffix: String) throws {
    let event = try OIDCBench().event(TestToken().with("iss", "\"\(TestToken.issuer)\(suffix)\"").signed())
    #expect(event == (suffix.isEmpty ? [.accepted] : [.issuerWrong]))
    #expect(try OIDCBench().event(TestToken().with("iss", "\"https://LOGIN.example.org/realms/operations\"").signed()) == [.issuerWrong])
  }

  @Test("for another audience is refused, and one of several names who asked for it")
  func audience() throws {
    let bench = try OIDCBench()
    #expect(bench.event(TestToken().with("aud", "\"arrester2\"").signed()) == [.audienceWrong])
    #expect(bench.event(TestToken().with("aud", "[\"other\"]").signed()) == [.audienceWrong])
    #expect(bench.event(TestToken().with("aud", "[\"arrester\"]").signed()) == [.accepted])
    let several = TestToken().with("aud", "[\"other\",\"arrester\"]")
    #expect(bench.event(several.signed()) == [.audienceWrong])
    #expect(bench.event(several.with("azp", "\"arrester\"").signed()) == [.accepted])
    #expect(bench.event(several.with("azp", "\"other\"").signed()) == [.audienceWrong])
    #expect(bench.event(TestToken().with("azp", "\"other\"").signed()) == [.audienceWrong])
    var settings = TestToken.settings
    settings.authorizedParties = ["other"]
    #expect(try OIDCBench(settings).event(TestToken().with("azp", "\"other\"").signed()) == [.accepted])
  }

  @Test("ends a minute after it says so")
  func expired() throws {
    let bench = try OIDCBench()
    let token = TestToken().signed()
    #expect(bench.event(token, after: 300 + 59) == [.accepted])
    #expect(bench.verify(token, after: 300 + 60) == .expired)
    #expect(bench.event(token, after: 300 + 60) == [.expired])
  }

  @Test("ends with the age that the settings allow, however long it is valid by itself")
  func tooOld() throws {
    var settings = TestToken.settings
    settings.maximumAgeSeconds = 600
    let bench = try OIDCBench(settings)
    let token = TestToken().with("exp", "\(TestToken.now + 1_000_000)").signed()
    #expect(bench.event(token, after: 600 + 60 - 10) == [.accepted])
    #expect(bench.verify(token, after: 600 + 60 - 9) == .expired)
  }

  @Test("begins no more than a minute before it says so")
  func notYetValid() throws {
    let bench = try OIDCBench()
    for claim in ["iat", "nbf"] {
      #expect(bench.event(TestToken().with(claim, "\(TestToken.now + 60)").signed()) == [.accepted])
      #expect(bench.event(TestToken().with(claim, "\(TestToken.now + 61)").signed()) == [.notYetValid])
    }
    #expect(bench.event(TestToken().with("nbf", "\(TestToken.now + 61)").signed(), after: 1) == [.accepted])
  }

  @Test("that is expired and somebody else's is not told to be expired")
  func expiredElsewhere() throws {
    let bench = try OIDCBench()
    let token = TestToken().with("exp", "\(TestToken.now - 1000)")
    #expect(bench.verify(token.signed()) == .expired)
    #expect(bench.verify(token.with("aud", "\"other\"").signed()) == .unknown)
    #expect(bench.verify(token.signed(.otherRSA)) == .unknown)
  }
}
