import Foundation
import Testing

/// Everything here goes through a real Envoy that is set up by the file in `deploy/envoy`.
@Suite(
  "A real Envoy in front of an API", .serialized,
  .enabled(if: EnvoyProxy.program != nil, Comment(rawValue: EnvoyProxy.absent)), .timeLimit(.minutes(3)))
struct EnvoyTests {
  private static let account = "arn:aws:iam::\(GuardedAPI.account):role"
  private let agent = "\(account)/coder-agent"
  private let other = "\(account)/calm-agent"

  @Test("refuses a tripped principal's writes with our reason; its reads and everybody else's writes reach the API")
  func trip() throws {
    let guarded = try GuardedAPI(tripped: [agent])
    for method in ["POST", "PUT", "PATCH", "DELETE"] {
      let refused = try guarded.envoy.send(method, as: agent)
      #expect(refused.status == 403, "\(method): \(refused.text)")
      #expect(refused.text.contains("open: tripped by oneStrike"), "\(refused.text)")
      #expect(refused.text.contains("x-arrester-decision: deny") && refused.text.contains("x-arrester-trip: \(GuardedAPI.trip)"))
    }
    #expect(guarded.reached == [], "what is refused does not reach the API")
    for method in ["GET", "HEAD", "OPTIONS"] { #expect(try guarded.envoy.send(method, as: agent).status == 200, "\(method)") }
    #expect(try guarded.envoy.send("DELETE", as: other).text.contains("done by the API"))
    #expect(guarded.reached == ["GET /orders/7", "HEAD /orders/7", "OPTIONS /orders/7", "DELETE /orders/7"])
  }

  @Test("believes nothing that a client says of itself: not its name, not what it does, not that it was allowed")
  func forged() throws {
    let guarded = try GuardedAPI(tripped: [agent])
    let lies = [
      "X-Arrester-Principal: \(other)", "x-arrester-action: ec2:DescribeInstances", "X-ARRESTER-PLATFORM: gcp",
      "x-arrester-decision: allow", "X-Arrester-Resource: nothing", "X-Arrester-Scope: 1",
    ]
    for lie in lies { #expect(try guarded.envoy.send("DELETE", as: agent, headers: [lie]).status == 403, "\(lie)") }
    #expect(try guarded.envoy.send("DELETE", as: agent, headers: lies + lies).status == 403)
    #expect(try WebAnswer.of("GET", guarded.envoy.url + "/orders/7", options: ["--header", lies[0]]).status == 401, "no token at all")
    #expect(guarded.reached == [])

    #expect(try guarded.envoy.send("DELETE", as: other, headers: ["X-Arrester-Principal: \(agent)"]).status == 200)
    let told = guarded.lastHeaders
    #expect(told["x-arrester-principal"] == other && told["x-arrester-session"] == "run-7" && told["x-arrester-decision"] == "allow")
    #expect(told["authorization"] == nil, "nobody's token goes on to the API")
  }

  @Test("takes a route's own word for what it does, and no other path for it")
  func routes() throws {
    let guarded = try GuardedAPI(tripped: [agent])
    #expect(try guarded.envoy.send("POST", "/search", as: agent).status == 200)
    #expect(try guarded.envoy.send("POST", "/search/../orders", as: agent).status == 403)
    #expect(try guarded.envoy.send("POST", "//orders//..//orders", as: agent).status == 403)
    #expect(try guarded.envoy.send("POST", "/search%2F..%2Forders", as: agent).status == 400)
    #expect(try guarded.envoy.send("PURGE", "/search-all?x=%zz", as: agent).status == 403)
    #expect(guarded.reached == ["POST /search"])
  }

  @Test("names with wildcards, variables, quotes or other letters stop whoever has them, and nobody else")
  func oddNames() throws {
    let names = ["*", "coder-?gent", "${aws:username}", "a\"b'c", "b\u{fc}cher-agent", "%2A", "coder-agent/", "../coder"]
    let odd = names.map { "\(Self.account)/\($0)" }
    let guarded = try GuardedAPI(tripped: odd)
    for principal in odd { #expect(try guarded.envoy.send("DELETE", as: principal).status == 403, "\(principal)") }
    #expect(guarded.reached == [])
    for innocent in [agent, other, "\(Self.account)/bu\u{308}cher-agent", "\(Self.account)/aws:username"] {
      #expect(try guarded.envoy.send("DELETE", as: innocent).status == 200, "\(innocent)")
    }
  }

  @Test("without Arrester's token in its configuration nothing goes through: neither tripped nor not, neither read nor write")
  func strangerAtTheEndpoint() throws {
    let guarded = try GuardedAPI(tripped: [agent], isKnown: false)
    for (method, principal) in [("DELETE", agent), ("DELETE", other), ("GET", other)] {
      let refused = try guarded.envoy.send(method, as: principal)
      #expect(refused.status == 401, "\(refused.text)")
    }
    #expect(guarded.reached == [])
  }

  @Test("where Arrester does not answer, failure_mode_allow decides: nobody, or everybody", arguments: [false, true])
  func away(lets: Bool) throws {
    let guarded = try GuardedAPI(tripped: [agent], lets: lets)
    #expect(try guarded.envoy.send("DELETE", as: agent).status == 403)
    guarded.stopArrester()
    for principal in [agent, other] {
      let answer = try guarded.envoy.send("DELETE", as: principal)
      #expect(answer.status == (lets ? 200 : 503), "\(answer.text)")
    }
    #expect(guarded.reached.count == (lets ? 2 : 0))
    if lets { #expect(guarded.lastHeaders["x-envoy-auth-failure-mode-allowed"] == "true") }
  }
}
