import ArresterBase
import ArresterBreaker
import ArresterEvents
import Foundation
import Synchronization

@testable import Arrester
@testable import ArresterServer

/// An API, Arrester's endpoint over TLS, and Envoy between a client and both.
final class GuardedAPI: Sendable {
  static let trip = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
  static let account = "111122223333"

  let envoy: EnvoyProxy
  private let folder: String
  private let arrester: HTTPServer
  private let api: HTTPServer
  private let visits: Visits

  /// - Parameters:
  ///   - tripped: whose breakers are open.
  ///   - isKnown: whether Envoy has the token that Arrester expects.
  ///   - lets: `failure_mode_allow`.
  init(tripped: [String], isKnown: Bool = true, lets: Bool = false) throws {
    folder = NSTemporaryDirectory() + "arrester-envoy-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try WebhookFiles.makeCertificate(in: folder)
    let token = SHA256(UUID().uuidString).hexadecimal
    let visits = Visits()
    self.visits = visits
    api = try GuardedAPI.serve(
      [Route(methods: nil, "/{path...}", .nobody, handler: .immediate { visits.answer($0) })], tls: nil, token: token)
    arrester = try GuardedAPI.serve(
      [try GuardedAPI.endpoint(tripped).route],
      tls: HTTPServerOptions.TLS(certificatePath: "\(folder)/tls.crt", keyPath: "\(folder)/tls.key"), token: token)
    let known = isKnown ? token : "not-" + token
    envoy = try EnvoyProxy(
      EnvoyProxy.Places(folder: folder, arresterPort: arrester.port, apiPort: api.port, token: known, lets: lets))
    visits.forget()
  }

  deinit {
    arrester.stop()
    api.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// What has reached the API: method and path.
  var reached: [String] { visits.all.map(\.request) }
  /// Of the last request that has reached the API, as Envoy sent them on.
  var lastHeaders: [String: String] { visits.all.last?.headers ?? [:] }

  func stopArrester() { arrester.stop() }

  private static func endpoint(_ tripped: [String]) throws -> EnvoyEndpoint {
    var policy = BreakerPolicy()
    policy.defaultMode = .enforce
    var board = BreakerBoard(policy: policy)
    let now = SystemClock().now()
    for principal in tripped {
      let key = BreakerKey(platform: .aws, homeScope: account, principal: principal, kind: .agent)
      let notice = TripNotice(key: key, identifier: trip, number: 1, rule: .oneStrike, time: now)
      _ = board.handleTrip(notice, changedPrincipals: 100, at: Moment(wallTime: now, watermark: now))
    }
    let snapshot = DecisionSnapshot()
    snapshot.replace(board.decisions)
    let model = try ModelLoader.load().events
    return EnvoyEndpoint(
      DecisionMaker(
        source: DecisionSource { DecisionPicture(snapshot: snapshot, ageSeconds: 0) },
        judge: CatalogActionJudge(aws: model.catalog, kubernetes: model.kubernetes), kinds: KindRulesFinder(model.kinds),
        counting: ServerCounting()))
  }

  private static func serve(_ routes: [Route], tls: HTTPServerOptions.TLS?, token: String) throws -> HTTPServer {
    var options = HTTPServerOptions()
    options.port = 0
    options.tls = tls
    let caller = Caller(name: "envoy", kind: .machine, capabilities: [.envoy])
    let counting = ServerCounting()
    let tokens = try TokenDirectory([TokenEntry(caller: caller, tokenSHA256: SHA256(token).hexadecimal)])
    let log = Log(write: { _ in })
    return try HTTPServer(
      options, router: Router(routes), access: AccessControl(tokens, counting: counting, log: log), counting: counting, log: log)
  }
}

/// What came to the API.
private final class Visits: Sendable {
  struct Visit {
    var request: String
    var headers: [String: String]
  }

  private let visits = Mutex<[Visit]>([])

  var all: [Visit] { visits.withLock(\.self) }

  func forget() { visits.withLock { $0.removeAll() } }

  func answer(_ context: RequestContext) -> HTTPResponse {
    let request = context.request
    visits.withLock { $0.append(Visit(request: "\(request.method) \(request.encodedPath)", headers: request.headers)) }
    return HTTPResponse(status: 200, body: Array("done by the API\n".utf8))
  }
}
