import ArresterBreaker
import ArresterEnforcement
import ArresterEngine

/// Everything that is known of one trip: why, what was done about it, how long that took, and what was destroyed.
public struct TripFile: Sendable, Equatable {
  public let verdict: Verdict
  public internal(set) var ledger: TripLedger
  public internal(set) var blast: Blast
  /// By enforcer: what it set out to do, with the object as it was before.
  public internal(set) var plans: [String: EnforcementPlan] = [:]
  /// By enforcer: when each step was done first.
  public internal(set) var receipts: [String: EnforcementReceipt] = [:]
  /// What succeeded although it was denied.
  public internal(set) var leaks: [String] = []
  /// Of its breaker; nil where the trip was recorded only.
  public internal(set) var state: BreakerState?
  /// Wall time at which the breaker came into that state, nanoseconds since 1970 UTC.
  public internal(set) var stateSince: Int64?
  /// The trip that came after it, before its breaker was closed.
  public internal(set) var successor: String?
  /// What was done about it at once: a state of its breaker, `recordedOnly` or `refused`. For its finding, and in no record.
  var decision: String?
  /// The last state that a finding has told.
  var toldState: BreakerState?
  /// Rises with every record of it. 0: there is none yet.
  var revision: UInt64 = 0

  /// What the principal did within the longest window before the trip, and since; at most `mostActivity`.
  var activity: [Activity] = []
  /// Calls that failed since the trip: what the denial saved, as far as the stream shows it.
  public internal(set) var refused = 0

  /// What was destroyed later than the trip, and what else was done; as many as `mostLater`.
  var laterDamage: [DamageItem] = []
  var laterCalls: [ManifestCall] = []
  /// There was more.
  var isCut = false

  static let mostLater = 500
  /// Of seconds in a region; the newest are dropped beyond it, so that the trip itself stays.
  static let mostActivity = Verdict.maximumActivity + 1_000
  /// More leaks are counted by the detector, and not listed.
  static let mostLeaks = 50

  init(_ verdict: Verdict, messageTimestamp: Int64?, arrivedAt: Int64?, decidedAt: Int64) {
    self.init(
      verdict,
      TripLedger(
        trip: verdict.identifier, eventTime: verdict.time, messageTimestamp: messageTimestamp, arrivedAt: arrivedAt, decidedAt: decidedAt),
      Blast(tripTime: verdict.time))
    activity = verdict.activity
    for resource in verdict.resources {
      blast.add(
        DestroyedResource(
          identifier: resource.identifier, time: resource.time, severity: resource.severity, isReversible: resource.isReversible))
    }
  }

  init(_ verdict: Verdict, _ ledger: TripLedger, _ blast: Blast) {
    var alone = verdict
    // The file has it, and adds to it.
    alone.activity = []
    self.verdict = alone
    self.ledger = ledger
    self.blast = blast
  }

  /// A repeated plan with nothing to do does not hide what was there before.
  mutating func note(_ plan: EnforcementPlan, by enforcer: String) {
    if !plan.steps.isEmpty || plans[enforcer] == nil { plans[enforcer] = plan }
  }

  mutating func note(_ receipt: EnforcementReceipt, of order: DenyOrder, by enforcer: String) {
    guard order.extent != .nothing, receipts[enforcer] == nil else { return }
    receipts[enforcer] = receipt
    ledger.note(receipt, by: enforcer)
    blast.confirmedAt = receipts.values.compactMap { $0.verifiedAt ?? $0.appliedAt }.max()
  }

  mutating func note(leak event: String) { if leaks.count < TripFile.mostLeaks { leaks.append(event) } }

  /// Its breaker was acted on, and is not closed yet.
  var isFollowed: Bool { state != nil && state != .closed && state != .exempt }

  /// No finding has told its state. Tripping is told by the trip's own.
  var isUntold: Bool { state != nil && state != .tripping && state != toldState }

  var key: BreakerKey {
    BreakerKey(platform: verdict.platform, homeScope: verdict.homeScope, principal: verdict.principal, kind: verdict.principalKind)
  }
}
