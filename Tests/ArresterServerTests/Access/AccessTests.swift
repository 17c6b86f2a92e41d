import ArresterBase
import Testing

@testable import ArresterServer

@Suite("Access")
struct AccessTests {
  @Test("without a token is refused with a challenge")
  func missing() async throws {
    let server = try TestServer()
    let response = await server.ask("GET", "/viewers")
    #expect(response?.status == 401)
    #expect(response?.headers["www-authenticate"] == #"Bearer realm="arrester""#)
    #expect(response?.body.contains("Authorization: Bearer") == true)
    #expect(server.server.counters[.tokenMissing] == 1)
  }

  @Test(
    "is refused to what is no bearer token",
    arguments: ["Basic dmVyYTpwdw==", "Bearer", "Bearer ", "viewer-token", "Bearerviewer-token", "Bearer viewer-token x"])
  func otherSchemes(header: String) async throws {
    let response = try await TestServer().ask("GET", "/viewers", headers: ["Authorization: \(header)"])
    #expect(response?.status == 401)
  }

  @Test("is refused to two tokens at once")
  func twoTokens() async throws {
    let response = try await TestServer().ask("GET", "/viewers", token: "viewer-token", headers: ["Authorization: Bearer viewer-token"])
    #expect(response?.status == 401)
  }

  @Test("with a wrong token is refused, and the token is in no answer and no log line")
  func wrong() async throws {
    let server = try TestServer()
    let response = await server.ask("GET", "/viewers", token: "wrong-but-secret")
    #expect(response?.status == 401)
    #expect(response?.headers["www-authenticate"]?.contains("invalid_token") == true)
    #expect(response?.body.contains("secret") == false)
    #expect(server.logged.text.contains("tokenUnknown"))
    #expect(!server.logged.text.contains("secret"))
    #expect(server.server.counters[.tokenUnknown] == 1)
  }

  @Test("ends when the token does")
  func expired() async throws {
    let server = try TestServer()
    let entry = TokenEntry(
      caller: Caller(name: "eve", kind: .person, roles: .viewer), tokenSHA256: SHA256("short-lived").hexadecimal,
      expires: server.clock.now() + 60 * Timestamp.nanosecondsPerSecond)
    server.access.replace(try TestServer.directory([entry]))
    #expect(await server.ask("GET", "/viewers", token: "short-lived")?.body == "eve")
    server.clock.advance(seconds: 60)
    let response = await server.ask("GET", "/viewers", token: "short-lived")
    #expect(response?.status == 401)
    #expect(response?.headers["www-authenticate"]?.contains("expired") == true)
    #expect(server.server.counters[.tokenExpired] == 1)
  }

  @Test("is one person's by any of their tokens, and in any case of the scheme's name")
  func severalTokens() async throws {
    let server = try TestServer()
    #expect(await server.ask("POST", "/operators", token: "operator-token", body: "")?.body == "olga")
    #expect(await server.ask("POST", "/operators", token: "second-operator-token", body: "")?.body == "olga")
    #expect(await server.ask("GET", "/viewers", headers: ["authorization: bEARER viewer-token"])?.body == "vera")
  }

  @Test("needs the role or capability that the route names; operators see what viewers see")
  func roles() async throws {
    let server = try TestServer()
    let forbidden = await server.ask("POST", "/operators", token: "viewer-token", body: "")
    #expect(forbidden?.status == 403)
    #expect(forbidden?.body.contains("vera lacks the role operator") == true)
    #expect(await server.ask("GET", "/machines", token: "operator-token")?.status == 403)
    #expect(await server.ask("GET", "/viewers", token: "machine-token")?.status == 403)
    #expect(await server.ask("GET", "/viewers", token: "operator-token")?.status == 200)
    #expect(server.server.counters[.forbidden] == 3)
  }

  @Test("changes with the directory, at the next request")
  func reload() async throws {
    let server = try TestServer()
    #expect(await server.ask("GET", "/viewers", token: "viewer-token")?.status == 200)
    server.access.replace(TokenDirectory())
    #expect(await server.ask("GET", "/viewers", token: "viewer-token")?.status == 401)
  }

  @Test("may be given by a verifier of other tokens, which is not asked for those that are known")
  func otherVerifier() async throws {
    struct Signed: CallerVerifier {
      func verify(token: String, now: Int64) -> CallerVerification {
        switch token {
        case "signed": .accepted(Caller(name: "sara", kind: .person, roles: .viewer))
        case "signed-long-ago": .expired
        case "viewer-token": .accepted(Caller(name: "mallory", kind: .person, roles: .viewer))
        default: .unknown
        }
      }
    }
    let server = try TestServer(others: [Signed()])
    #expect(await server.ask("GET", "/viewers", token: "signed")?.body == "sara")
    #expect(await server.ask("GET", "/viewers", token: "viewer-token")?.body == "vera")
    #expect(await server.ask("GET", "/viewers", token: "signed-long-ago")?.status == 401)
    #expect(server.server.counters[.tokenExpired] == 1)
  }

  @Test("is refused before the body is looked at")
  func beforeTheBody() async throws {
    let server = try TestServer()
    let response = await server.client().ask("POST /operators HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n")
    #expect(response?.status == 401)
  }
}

@Suite("A client that waits to be told to go on")
struct ExpectContinueTests {
  private let head = "POST /operators HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"

  @Test("is told so, and answered")
  func continues() async throws {
    let server = try TestServer()
    let client = server.client()
    #expect(await client.ask(head + "Authorization: Bearer operator-token\r\nContent-Length: 4\r\n\r\n")?.status == 100)
    #expect(await client.ask("body")?.body == "olga")
  }

  @Test("is not told to send what is too long")
  func refused() async throws {
    let server = try TestServer()
    let response = await server.client().ask(head + "Authorization: Bearer operator-token\r\nContent-Length: 90000000\r\n\r\n")
    #expect(response?.status == 413)
  }
}

@Suite("A limit on callers")
struct CallerLimitTests {
  @Test("slows failed attempts of an address down, and lets machines' tokens through")
  func failures() async throws {
    var limits = AccessControl.Limits()
    limits.failures = Rate(perSecond: 0.1, burst: 3)
    let server = try TestServer(limits: limits)
    var statuses: [Int?] = []
    for _ in 0..<4 { statuses.append(await server.ask("GET", "/viewers", token: "guess")?.status) }
    #expect(statuses == [401, 401, 401, 429])
    let person = await server.ask("GET", "/viewers", token: "viewer-token")
    #expect(person?.status == 429)
    #expect(person?.headers["retry-after"] == "10")
    #expect(await server.ask("GET", "/machines", token: "machine-token")?.status == 200)
    #expect(server.server.counters[.failuresLimited] == 2)
    server.clock.advance(seconds: 10)
    #expect(await server.ask("GET", "/viewers", token: "viewer-token")?.status == 200)
  }

  @Test("counts failures behind a proxy by the address that the proxy saw")
  func behindProxy() async throws {
    var limits = AccessControl.Limits()
    limits.failures = Rate(perSecond: 0.1, burst: 1)
    let server = try TestServer(limits: limits) { $0.behindProxy = true }
    let guesser = ["X-Forwarded-For: 198.51.100.9, 203.0.113.7"]
    #expect(await server.ask("GET", "/viewers", token: "guess", headers: guesser)?.status == 401)
    #expect(await server.ask("GET", "/viewers", token: "viewer-token", headers: ["X-Forwarded-For: 203.0.113.7"])?.status == 429)
    #expect(await server.ask("GET", "/viewers", token: "viewer-token", headers: ["X-Forwarded-For: 198.51.100.9"])?.status == 200)
  }

  @Test("is each caller's own, and a person's lower than a machine's")
  func callers() async throws {
    var limits = AccessControl.Limits()
    limits.people = Rate(perSecond: 1, burst: 2)
    let server = try TestServer(limits: limits)
    var statuses: [Int?] = []
    for token in ["operator-token", "second-operator-token", "operator-token", "viewer-token"] {
      statuses.append(await server.ask("GET", "/viewers", token: token)?.status)
    }
    #expect(statuses == [200, 200, 429, 200])
    #expect(server.server.counters[.callersLimited] == 1)
    for _ in 0..<5 { #expect(await server.ask("GET", "/machines", token: "machine-token")?.status == 200) }
    #expect(AccessControl.Limits().people.perSecond < AccessControl.Limits().callers.perSecond)
    server.clock.advance(seconds: 1)
    #expect(await server.ask("GET", "/viewers", token: "operator-token")?.status == 200)
  }

  @Test("refills at its rate and never beyond its burst")
  func refill() {
    let allowance = Allowance()
    let rate = Rate(perSecond: 2, burst: 3)
    let second = Timestamp.nanosecondsPerSecond
    let start = 1_000_000 * second
    #expect((0..<3).allSatisfy { _ in allowance.take(rate, now: start) == nil })
    #expect(allowance.take(rate, now: start) == second / 2)
    #expect(allowance.take(rate, now: start + second / 2) == nil)
    #expect((0..<3).allSatisfy { _ in allowance.take(rate, now: start + 100 * second) == nil })
    #expect(allowance.take(rate, now: start + 100 * second) != nil)
  }

  @Test("on failures knows so many addresses, and the rest of them as one")
  func manyAddresses() {
    let limiter = FailureLimiter(Rate(perSecond: 1, burst: 2))
    let now = 1_000_000 * Timestamp.nanosecondsPerSecond
    for number in 0..<FailureLimiter.maximumAddresses {
      limiter.noteFailure("10.\(number >> 16).\(number >> 8 & 255).\(number & 255)", now: now)
    }
    #expect(limiter.wait("192.0.2.1", now: now) == nil)
    limiter.noteFailure("192.0.2.1", now: now)
    limiter.noteFailure("192.0.2.2", now: now)
    #expect(limiter.wait("192.0.2.3", now: now) != nil)
    #expect(limiter.wait("10.0.0.1", now: now) == nil)
    #expect(limiter.wait("192.0.2.3", now: now + 100 * Timestamp.nanosecondsPerSecond) == nil)
  }

  @Test("takes a /64 of IPv6 for one address")
  func groups() {
    #expect(PeerAddress.group(of: "2001:db8:1:2:aaaa::1") == PeerAddress.group(of: "2001:db8:1:2:bbbb::2"))
    #expect(PeerAddress.group(of: "2001:db8:1:2::1") != PeerAddress.group(of: "2001:db8:1:3::1"))
    #expect(PeerAddress.group(of: "192.0.2.7") == "192.0.2.7")
  }
}

@Suite("A token directory")
struct TokenDirectoryTests {
  private let caller = Caller(name: "vera", kind: .person, roles: .viewer)

  @Test(
    "refuses what is no SHA-256, and says how one is made",
    arguments: ["", "abc", String(repeating: "g", count: 64), String(repeating: "é", count: 32)])
  func badDigest(digest: String) throws {
    let error = try #require(throws: TokenDirectoryError.self) { try TokenDirectory([TokenEntry(caller: caller, tokenSHA256: digest)]) }
    #expect(error.description.contains("vera: a token's SHA-256 has 64 hexadecimal characters"))
  }

  @Test("refuses a token that two have, and reports every problem at once")
  func twice() throws {
    let entry = TokenEntry(caller: caller, tokenSHA256: SHA256("t").hexadecimal)
    let other = TokenEntry(caller: Caller(name: "", kind: .machine), tokenSHA256: SHA256("u").hexadecimal)
    let error = try #require(throws: TokenDirectoryError.self) { try TokenDirectory([entry, entry, other]) }
    #expect(error.problems.count == 2)
  }

  @Test("takes digests in either case")
  func upperCase() throws {
    let directory = try TokenDirectory([TokenEntry(caller: caller, tokenSHA256: SHA256("t").hexadecimal.uppercased())])
    #expect(directory.verify(token: "t", now: 1) == .accepted(caller))
    #expect(directory.verify(token: "T", now: 1) == .unknown)
  }
}
