import ArresterBase
import ArresterEnforcement
import ArresterEvents
import Foundation
import Synchronization

@testable import ArresterBreaker
@testable import ArresterCLI
@testable import ArresterServer

/// The service's own routes over a board in memory, asked without a socket.
final class ServiceInProcess: HTTPTransport, OperatorPort {
  struct State {
    var board: BreakerBoard
    var isRecorded = true
    var requests: [OutboundRequest] = []
    /// Instead of an answer.
    var failure: TransportError?
  }

  /// Tokens are names.
  static let people: [String: Roles] = ["olga": .operator, "anna": .approver, "carl": .approver, "vera": .viewer]
  static let now: Int64 = 1_800_000_000 * Timestamp.nanosecondsPerSecond

  let state: Mutex<State>

  init() {
    var policy = BreakerPolicy()
    policy.defaultMode = .enforce
    state = Mutex(State(board: BreakerBoard(policy: policy)))
  }

  func makeTrip(_ principal: String, _ kind: PrincipalKind = .agent) -> String {
    let key = BreakerKey(platform: .aws, homeScope: "111122223333", principal: principal, kind: kind)
    let notice = TripNotice(key: key, identifier: "trip-of-" + principal, number: 1, rule: .oneStrike, time: ServiceInProcess.now)
    state.withLock { _ = $0.board.handleTrip(notice, changedPrincipals: 1_000, at: ServiceInProcess.moment) }
    return BreakerIndex.identifier(of: key)
  }

  func breaker(_ principal: String) -> Breaker? {
    state.withLock { $0.board.breakers.values.first { $0.key.principal == principal } }
  }

  private struct Clock: WallClock { func now() -> Int64 { ServiceInProcess.now } }

  static var clock: any WallClock { Clock() }

  private static let moment = Moment(wallTime: now, watermark: now)

  // MARK: HTTP

  func send(_ request: OutboundRequest) async throws(TransportError) -> InboundAnswer {
    let failure = state.withLock { state in
      state.requests.append(request)
      return state.failure
    }
    if let failure { throw failure }
    guard let parts = URLComponents(string: request.url) else { throw TransportError(detail: "no URL", mayHaveArrived: false) }
    let response = await answer(request, parts)
    let headers = Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { left, _ in left }
    return InboundAnswer(status: response.status, headers: headers, body: response.body)
  }

  private func answer(_ request: OutboundRequest, _ parts: URLComponents) async -> HTTPResponse {
    let router = Router(PeopleRoutes.make(port: self, clock: ServiceInProcess.clock))
    guard case .match(let match) = router.find(method: request.method, encodedPath: parts.percentEncodedPath) else {
      return .problem(404, "not found", "there is no \(parts.path)")
    }
    let token = request.headers.first { $0.name == "Authorization" }.map { String($0.value.dropFirst("Bearer ".count)) } ?? ""
    guard let roles = ServiceInProcess.people[token] else { return .problem(401, "unauthorized", "the token is not known here") }
    let caller = Caller(name: token, kind: .person, roles: roles)
    guard match.route.requirement.isMet(by: caller) else {
      return .problem(403, "forbidden", "\(token) lacks \(match.route.requirement.words)")
    }
    let incoming = HTTPRequest(
      method: request.method, path: parts.path, query: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") }, body: request.body)
    let context = RequestContext(request: incoming, parameters: match.parameters, caller: caller)
    guard case .deferred(_, let handler) = match.route.handler else { return .problem(500, "not deferred", "") }
    return (try? await handler(context)) ?? .problem(500, "internal error", "")
  }

  // MARK: The service

  func board() async throws(PortError) -> BreakerBoard { state.withLock(\.board) }

  func act(
    about key: BreakerKey?, _ act: @escaping @Sendable (inout BreakerBoard, Moment) -> RequestOutcome
  ) async throws(PortError) -> ActResult {
    state.withLock { state in
      let outcome = act(&state.board, ServiceInProcess.moment)
      _ = state.board.carryOutGranted(owned: { _ in true }, moment: { _ in ServiceInProcess.moment })
      return ActResult(outcome: outcome, isRecorded: state.isRecorded)
    }
  }

  func trip(_ identifier: String) async throws(PortError) -> [UInt8]? { nil }
  func trips(limit: Int) async throws(PortError) -> [[UInt8]] { [] }
  func findings(limit: Int) async throws(PortError) -> [[UInt8]] { [] }
  func principals(limit: Int, kind: PrincipalKind?) async throws(PortError) -> [[UInt8]] { [] }
  func principal(_ identifier: String) async throws(PortError) -> [UInt8]? { nil }
  func status() async throws(PortError) -> [UInt8] { Array("{}".utf8) }
  func model() async throws(PortError) -> [UInt8] { Array("{}".utf8) }

  func manifest(trip identifier: String, format: ManifestFormat) async throws(PortError) -> [UInt8]? {
    identifier.hasPrefix("trip-of-") ? Array("\(format.rawValue) of \(identifier)\n\u{1B}[31mred".utf8) : nil
  }

  func deadLetters() async throws(PortError) -> [[UInt8]] { [] }

  func audit(limit: Int) async throws(PortError) -> AuditAnswer { .reading }

  func drill(by person: Person) async throws(PortError) -> DrillAnswer { .running(Array(#"{"by":"\#(person.name)"}"#.utf8)) }
}

/// One run of a command, as somebody.
struct BreakersRun {
  let output: String
  let errors: String

  init(_ service: ServiceInProcess, as name: String = "olga", _ words: String...) async throws {
    try await self.init(service, as: name, words)
  }

  init(_ service: ServiceInProcess, as name: String = "olga", _ words: [String]) async throws {
    try await self.init(service, as: name, command: ["breakers"] + words) { command in try await command.run() }
  }

  /// - Parameter command: with its name.
  init(
    _ service: ServiceInProcess, as name: String, command words: [String], _ run: (BreakersCommand) async throws -> CommandStatus
  ) async throws {
    guard case .run(_, let options) = try Invocation.resolve(words, table: CommandTable.all, environment: [:]) else {
      throw UsageError(found: "not run", expected: "", command: nil)
    }
    let lines = Mutex<(output: [String], errors: [String])>(([], []))
    let client = ServiceClient(address: "http://127.0.0.1:8181", token: name, transport: service)
    let command = BreakersCommand(
      client: client, options: options, clock: ServiceInProcess.clock, output: { line in lines.withLock { $0.output.append(line) } },
      errors: { line in lines.withLock { $0.errors.append(line) } })
    _ = try await run(command)
    output = lines.withLock { $0.output.joined(separator: "\n") }
    errors = lines.withLock { $0.errors.joined(separator: "\n") }
  }
}

/// What a run that fails says.
func failure(_ body: () async throws -> BreakersRun) async -> String {
  do {
    let run = try await body()
    return "no failure: \(run.output)"
  } catch { return "\(error)" }
}
