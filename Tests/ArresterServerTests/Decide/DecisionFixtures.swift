import ArresterBase
import ArresterBreaker
import ArresterEngine
import ArresterEvents
import Synchronization

@testable import ArresterServer

/// A picture in which one agent's breaker is open, another's is on probation and a third one's would be open but for shadow.
struct DecisionFixture {
  static let tripped = "arn:aws:iam::111122223333:role/deploy-agent"
  static let onProbation = "arn:aws:iam::111122223333:role/probation-agent"
  static let inShadow = "arn:aws:iam::111122223333:role/shadow-agent"
  static let other = "arn:aws:iam::111122223333:role/calm-agent"
  private static let time = 1_767_355_200 * Timestamp.nanosecondsPerSecond

  final class Age: Sendable {
    let seconds = Mutex(1.0)
    func set(_ value: Double) { seconds.withLock { $0 = value } }
  }

  let age = Age()
  let snapshot = DecisionSnapshot()
  let counting = ServerCounting()

  init() {
    var policy = BreakerPolicy()
    policy.defaultMode = .enforce
    policy.modes = [ModeRule(kind: nil, scope: "*shadow-agent", mode: .shadow)]
    var board = BreakerBoard(policy: policy)
    for principal in [DecisionFixture.tripped, DecisionFixture.onProbation, DecisionFixture.inShadow] {
      let key = BreakerKey(platform: .aws, homeScope: "111122223333", principal: principal, kind: .agent)
      let notice = TripNotice(
        key: key, identifier: "trip-of-" + principal.split(separator: "/").last!, number: 1, rule: .ceiling, time: Self.time)
      let moment = Moment(wallTime: Self.time, watermark: Self.time)
      _ = board.handleTrip(notice, changedPrincipals: 100, at: moment)
      if principal == DecisionFixture.onProbation { _ = board.handle(.command(.restore), for: key, at: moment) }
    }
    snapshot.replace(board.decisions)
  }

  var source: DecisionSource {
    DecisionSource { [snapshot, age] in DecisionPicture(snapshot: snapshot, ageSeconds: age.seconds.withLock(\.self)) }
  }

  func maker(
    failMode: FailMode = .open, judge: any ActionJudge = FixedJudge(), kinds: any KindFinder = NoKindFinder(),
    gate: ApprovalGate? = nil
  ) -> DecisionMaker {
    DecisionMaker(source: source, failMode: failMode, judge: judge, kinds: kinds, gate: gate, counting: counting)
  }
}

/// Judges by a word in the action's name.
struct FixedJudge: ActionJudge {
  func judge(platform: Platform, action: String, resource: String?) -> ActionJudgement {
    if action.contains("Describe") { return ActionJudgement(change: .read) }
    if action.contains("AssumeRole") { return ActionJudgement(change: .read, isGrantOfWrite: true) }
    if action.contains("Create") { return ActionJudgement(change: .nonDestructive) }
    if action.contains("Purge") { return ActionJudgement(change: .destructive, isReversible: false) }
    return .unknown
  }
}

/// Takes principals whose name ends in `agent` for agents, and the rest for people.
struct NameKinds: KindFinder {
  func kind(platform: Platform, principal: String, session: String?) -> PrincipalKind? { principal.hasSuffix("agent") ? .agent : .human }
}
