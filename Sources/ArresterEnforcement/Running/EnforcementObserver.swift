/// Who is told what the runner does: intents before, outcomes after. Calls about one enforcer's outcomes come one after the other,
/// in the order in which they happened. While one is not answered the place of its order stays taken, for `intentSeconds` at most.
public protocol EnforcementObserver: Sendable {
  /// The intent, before anything is changed. Returns once it is durable, or could not be made so in time.
  func willApply(_ plan: EnforcementPlan, by enforcer: String) async -> IntentRecord
  /// An order may have been replaced by a later one meanwhile: compare its revision before a breaker is told.
  func happened(_ outcome: EnforcementOutcome) async
}

/// What became of an intent.
public enum IntentRecord: Sendable, Equatable {
  case durable
  /// A denial goes on all the same (the intent waits for Kafka); a loosening does not, and is tried again.
  case notDurable
  /// Refused: the principal is another instance's now, which may have restored it meanwhile. Nothing is done here.
  case handedOver
}

/// What became of an order at one enforcer.
public struct EnforcementOutcome: Sendable, Equatable {
  public enum Event: Sendable, Equatable {
    /// The order holds: read back, or acknowledged where the enforcer cannot read back. Again after each repair and each order given
    /// anew.
    case confirmed(EnforcementReceipt)
    /// Nothing of ours is left in the way of this principal.
    case removed(EnforcementReceipt)
    /// Transient ones come for each try until it is failed for good; that is said once, until it holds again.
    case failed(EnforcementError, permanently: Bool)
    /// What stood is gone or was changed; it is put back, unless halted.
    case drifted(detail: String)
    /// Somebody changed what we wrote: a person must look. A removal is not tried again before `EnforcementRunner.retry`.
    case conflicted(EnforcementError)
    /// After a recorded intent: a later order, a forgotten key or a halt came in between.
    case superseded(wasApplied: Bool)
  }

  public var enforcer: String
  public var order: DenyOrder
  public var event: Event

  public init(enforcer: String, order: DenyOrder, event: Event) {
    self.enforcer = enforcer
    self.order = order
    self.event = event
  }
}

/// When each step was done, wall time in nanoseconds since 1970 UTC.
public struct EnforcementReceipt: Sendable, Equatable {
  public var plannedAt: Int64
  /// nil where the order held already and nothing was changed.
  public var appliedAt: Int64?
  /// nil where the enforcer cannot read back: acknowledged only.
  public var verifiedAt: Int64?
  /// As the read-back said it.
  public var detail: String

  public init(plannedAt: Int64, appliedAt: Int64?, verifiedAt: Int64?, detail: String) {
    self.plannedAt = plannedAt
    self.appliedAt = appliedAt
    self.verifiedAt = verifiedAt
    self.detail = detail
  }
}
