import ArresterBase
import ArresterEngine
import ArresterEvents
import Foundation
import Testing

@testable import ArresterBreaker
@testable import ArresterServer

/// A real server with the people's API over a board in memory.
struct PeopleServer {
  let server: TestServer
  let port: MemoryPort
  let clock: ServerTestClock

  /// Beside olga, who operates, and vera, who looks: bert does both and has two tokens, anna and carl approve.
  static let tokens: [(token: String, caller: Caller)] = [
    ("anna", Caller(name: "anna", kind: .person, roles: .approver)), ("carl", Caller(name: "carl", kind: .person, roles: .approver)),
    ("bert-1", Caller(name: "bert", kind: .person, roles: [.operator, .approver])),
    ("bert-2", Caller(name: "bert", kind: .person, roles: [.operator, .approver])),
    ("robot", Caller(name: "robot", kind: .machine, roles: [.viewer, .operator, .approver])),
  ]

  static let olga = "operator-token"
  static let vera = "viewer-token"

  init(_ change: (inout BreakerPolicy) -> Void = { _ in }) throws {
    let clock = ServerTestClock()
    var policy = BreakerPolicy()
    policy.defaultMode = .enforce
    change(&policy)
    port = MemoryPort(policy, clock)
    self.clock = clock
    let more = try TokenDirectory(
      PeopleServer.tokens.map { TokenEntry(caller: $0.caller, tokenSHA256: SHA256($0.token).hexadecimal) })
    var limits = AccessControl.Limits()
    limits.failures = Rate(perSecond: 1_000_000, burst: 1_000_000)
    limits.people = limits.failures
    server = try TestServer(PeopleRoutes.make(port: port, clock: clock), limits: limits, clock: clock, others: [more])
  }

  static func key(_ principal: String = "arn:aws:iam::111122223333:role/deploy-agent", _ kind: PrincipalKind = .agent) -> BreakerKey {
    BreakerKey(platform: .aws, homeScope: "111122223333", principal: principal, kind: kind)
  }

  /// Lets a principal trip now.
  /// - Returns: its breaker's identifier.
  @discardableResult
  func trip(_ key: BreakerKey = PeopleServer.key(), number: UInt32 = 1, rule: Rule = .oneStrike) -> String {
    let now = clock.now()
    port.state.withLock { state in
      let notice = TripNotice(
        key: key, identifier: SHA256.identifier(of: [key.principal, String(number)]), number: number, rule: rule, time: now)
      _ = state.board.handleTrip(notice, changedPrincipals: 1_000, at: Moment(wallTime: now, watermark: now))
    }
    return BreakerIndex.identifier(of: key)
  }

  func state(_ key: BreakerKey = PeopleServer.key()) -> BreakerState? { port.state.withLock { $0.board.breakers[key]?.state } }

  func get(_ path: String, _ token: String = vera, headers: [String] = []) async throws -> PeopleAnswer {
    try PeopleAnswer(await server.ask("GET", path, token: token, headers: headers))
  }

  func post(_ path: String, _ token: String = olga, _ body: String? = #"{"reason":"a drill"}"#) async throws -> PeopleAnswer {
    try PeopleAnswer(await server.ask("POST", path, token: token, body: body ?? ""))
  }

  /// Asks for something that others have to agree to.
  /// - Returns: the request's identifier.
  func ask(_ path: String, _ token: String = olga, _ body: String = #"{"reason":"a drill"}"#) async throws -> String {
    let answer = try await post(path, token, body)
    #expect(answer.status == 202, "\(answer.body)")
    return try #require(answer.text("request", "id"))
  }
}

/// A response whose body is looked into by path.
struct PeopleAnswer {
  let status: Int
  let headers: [String: String]
  let body: String
  private let object: Any?

  init(_ response: RawResponse?) throws {
    let response = try #require(response)
    status = response.status
    headers = response.headers
    body = response.body
    object = try? JSONSerialization.jsonObject(with: Data(response.body.utf8))
  }

  func value(_ path: String...) -> Any? { value(path) }

  func text(_ path: String...) -> String? { value(path) as? String }

  func list(_ path: String...) -> [[String: Any]] { value(path) as? [[String: Any]] ?? [] }

  var detail: String { text("detail") ?? "" }
  var code: String { text("code") ?? "" }

  private func value(_ path: [String]) -> Any? {
    path.reduce(object) { found, name in (found as? [String: Any])?[name] }
  }
}
