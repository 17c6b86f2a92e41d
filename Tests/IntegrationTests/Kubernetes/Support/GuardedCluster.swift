import ArresterBase
import ArresterBreaker
import ArresterEngine
import ArresterEvents
import Foundation
import Synchronization
import Testing

@testable import Arrester
@testable import ArresterServer

/// The breakers that one webhook answers from.
final class ClusterBreakers: Sendable {
  static let trip = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

  let decisions = DecisionSnapshot()
  private let board: Mutex<BreakerBoard>

  init() {
    var policy = BreakerPolicy()
    policy.defaultMode = .enforce
    board = Mutex(BreakerBoard(policy: policy))
  }

  func trip(_ user: String) {
    change { board, moment in
      let notice = TripNotice(key: self.key(user), identifier: ClusterBreakers.trip, number: 1, rule: .ceiling, time: moment.wallTime)
      _ = board.handleTrip(notice, changedPrincipals: 100, at: moment)
    }
  }

  func give(_ command: BreakerCommand, to user: String) {
    change { board, moment in _ = board.handle(.command(command), for: self.key(user), at: moment) }
  }

  /// As if nothing had ever happened.
  func reset() { change { board, _ in board = BreakerBoard(policy: board.policy) } }

  var policy: BreakerPolicy { board.withLock(\.policy) }

  private func change(_ body: (inout BreakerBoard, Moment) -> Void) {
    board.withLock { board in
      let now = SystemClock().now()
      body(&board, Moment(wallTime: now, watermark: now))
      decisions.replace(board.decisions)
    }
  }

  private func key(_ user: String) -> BreakerKey {
    BreakerKey(
      platform: .kubernetes, homeScope: GuardedCluster.cluster, principal: "\(GuardedCluster.cluster)/\(user)", kind: .agent)
  }
}

/// Approvals in memory: asks until approved, then lets through once.
final class ApprovalDesk: Sendable {
  private struct State {
    var asked: [AdmissionQuestion] = []
    var approved: [AdmissionQuestion] = []
  }

  private let state = Mutex(State())

  var asked: [AdmissionQuestion] { state.withLock(\.asked) }

  func approveLast() { state.withLock { state in state.approved += state.asked.suffix(1) } }

  func reset() { state.withLock { $0 = State() } }

  @Sendable func answer(_ question: AdmissionQuestion) async -> AdmissionAnswer {
    state.withLock { state in
      state.asked.append(question)
      guard let place = state.approved.firstIndex(of: question) else { return .needsApproval(request: "s-\(state.asked.count)") }
      state.approved.remove(at: place)
      return .approved(request: "s-approved")
    }
  }
}

/// What was ingested; fails as often as it is told to.
final class AuditSink: EventSink {
  private let state = Mutex((records: [IngestRecord](), failures: 0))

  var records: [IngestRecord] { state.withLock(\.records) }

  func failNext(_ count: Int) { state.withLock { $0.failures = count } }

  func accept(_ records: [IngestRecord]) async throws(EventSinkError) -> Int {
    let isTaken = state.withLock { state in
      guard state.failures == 0 else {
        state.failures -= 1
        return false
      }
      state.records += records
      return true
    }
    guard isTaken else { throw .queueFull }
    return 0
  }
}

/// A real API server that asks this process, over TLS and with a token, as the files in `deploy/kubernetes` say.
final class GuardedCluster: Sendable {
  static let cluster = "test-cluster"

  let breakers = ClusterBreakers()
  /// What the admission webhook answers from: in an installation the same.
  let admissionBreakers = ClusterBreakers()
  let desk = ApprovalDesk()
  let sink = AuditSink()
  let api: APIServer
  let files: WebhookFiles
  private let server: HTTPServer

  init() throws {
    let folder = NSTemporaryDirectory() + "arrester-cluster-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try WebhookFiles.makeCertificate(in: folder)
    var model = try ModelLoader.load().events
    model.cluster = GuardedCluster.cluster
    let routes =
      KubernetesRoutes.make(
        authorization: KubernetesAuthorizationWebhook(GuardedCluster.options(model, breakers)),
        admission: KubernetesAdmissionWebhook(GuardedCluster.options(model, admissionBreakers), gate: desk.answer))
      + KubernetesRoutes.make(ingest: KubernetesIngest(model: model, sink: sink))
    let token = SHA256(UUID().uuidString).hexadecimal
    server = try GuardedCluster.serve(routes, token: token, folder)
    files = WebhookFiles(folder: folder, port: server.port)
    try files.write(token: token)
    api = try APIServer.start(in: "\(folder)/api", files.options)
  }

  /// Stops everything and removes it.
  func remove() {
    api.stop()
    server.stop()
    try? FileManager.default.removeItem(atPath: files.folder)
  }

  private static func options(_ model: EventModel, _ breakers: ClusterBreakers) -> KubernetesOptions {
    let source = DecisionSource { DecisionPicture(snapshot: breakers.decisions, ageSeconds: 0) }
    return KubernetesOptions(
      cluster: cluster, source: source, catalog: model.kubernetes, kinds: KindRulesFinder(model.kinds), policy: { breakers.policy })
  }

  private static func serve(_ routes: [Route], token: String, _ folder: String) throws -> HTTPServer {
    var options = HTTPServerOptions()
    options.port = 0
    options.tls = HTTPServerOptions.TLS(certificatePath: "\(folder)/tls.crt", keyPath: "\(folder)/tls.key")
    let caller = Caller(name: "api-server", kind: .machine, capabilities: [.kubernetes, .ingest])
    let counting = ServerCounting()
    let tokens = try TokenDirectory([TokenEntry(caller: caller, tokenSHA256: SHA256(token).hexadecimal)])
    let log = Log(write: { _ in })
    return try HTTPServer(
      options, router: Router(routes), access: AccessControl(tokens, counting: counting, log: log), counting: counting, log: log)
  }
}

/// Starts one cluster before the suite, for all of its tests, and removes it after it.
struct GuardedClusterTrait: SuiteTrait, TestScoping {
  @TaskLocal static var cluster: GuardedCluster?

  func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
    let cluster = try GuardedCluster()
    defer { cluster.remove() }
    try await GuardedClusterTrait.$cluster.withValue(cluster) { try await function() }
  }
}

extension Trait where Self == GuardedClusterTrait {
  static var guardedCluster: GuardedClusterTrait { GuardedClusterTrait() }
}
