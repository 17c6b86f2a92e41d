import ArresterBase
import ArresterBreaker
import ArresterEngine
import ArresterEvents
import Synchronization

@testable import ArresterServer

/// Breakers of a cluster's users, and the picture that webhooks see of them.
final class KubernetesBreakers: Sendable {
  static let trip = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

  private struct State {
    var board: BreakerBoard
    var ageSeconds = 0.0
  }

  private let decisions = DecisionSnapshot()
  private let state: Mutex<State>
  let cluster: String

  init(cluster: String = "", mode: BreakerMode = .enforce, protected: [String] = BreakerPolicy.systemIdentities) {
    self.cluster = cluster
    var policy = BreakerPolicy()
    policy.defaultMode = mode
    policy.protected = protected
    state = Mutex(State(board: BreakerBoard(policy: policy)))
  }

  var options: KubernetesOptions {
    let source = DecisionSource(
      canBeDenied: { platform, principal, kind in
        let key = BreakerKey(platform: platform, homeScope: self.cluster, principal: principal, kind: kind ?? .unknown)
        return self.policy.mode(for: key) == .enforce
      }, picture: { DecisionPicture(snapshot: self.decisions, ageSeconds: self.state.withLock(\.ageSeconds)) })
    return KubernetesOptions(
      cluster: cluster, source: source, catalog: KubernetesModelFiles.catalog, kinds: KindRulesFinder(KubernetesModelFiles.kinds),
      policy: { self.policy })
  }

  private var policy: BreakerPolicy { state.withLock(\.board.policy) }

  func options(_ change: (inout KubernetesOptions) -> Void) -> KubernetesOptions {
    var options = options
    change(&options)
    return options
  }

  /// Makes the picture as old as that.
  func age(_ seconds: Double) { state.withLock { $0.ageSeconds = seconds } }

  /// A trip, and what is done to its breaker afterwards.
  func trip(_ user: String, kind: PrincipalKind = .agent, then inputs: [BreakerInput] = []) {
    let key = key(user, kind)
    change { board, moment in
      let notice = TripNotice(key: key, identifier: KubernetesBreakers.trip, number: 1, rule: .oneStrike, time: moment.wallTime)
      _ = board.handleTrip(notice, changedPrincipals: 1, at: moment)
      for input in inputs { _ = board.handle(input, for: key, at: moment) }
    }
  }

  func give(_ input: BreakerInput, to user: String, kind: PrincipalKind = .agent) {
    let key = key(user, kind)
    change { board, moment in _ = board.handle(input, for: key, at: moment) }
  }

  private func change(_ body: (inout BreakerBoard, Moment) -> Void) {
    state.withLock { state in
      body(&state.board, Moment(wallTime: 1_767_355_200_000_000_000, watermark: 1_767_355_200_000_000_000))
      decisions.replace(state.board.decisions)
    }
  }

  private func key(_ user: String, _ kind: PrincipalKind) -> BreakerKey {
    BreakerKey(
      platform: .kubernetes, homeScope: cluster, principal: cluster.isEmpty ? user : "\(cluster)/\(user)", kind: kind)
  }
}
