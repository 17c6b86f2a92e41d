/// What a breaker can be told. Every pair of state and input that semantics.md does not name changes nothing and is counted.
public enum BreakerInput: Sendable, Equatable {
  /// A verdict of type trip, with what is to be done about it (`TripDisposition.decide`).
  case trip(TripNotice, TripDisposition)
  /// The latch of a trip that was not acted on (shadow, halt, protected) restored itself in event time.
  case latchRestoredItself
  /// A read-back (or, where no enforcer can read back, an acknowledgement) by the enforcer of this name, and what it read: one
  /// that was overtaken by a later order is ignored. nil: what is wanted now, as far as its sender knows.
  case enforcerConfirmed(name: String, deny: DesiredDeny? = nil)
  /// Only a failure for good changes anything: what is retried is the enforcer's own business.
  case enforcerFailed(name: String, permanently: Bool)
  /// A success of what our deny covers, later than the read-back and the propagation allowance; the event's identifier.
  case leak(event: String)
  /// Asked for by `BreakerAction.startTimer`. One that comes before the end that the breaker knows is stale, and ignored.
  case timerEnded(BreakerTimer)
  /// A successful change by the principal; `eventTime` in nanoseconds since 1970 UTC.
  case writeSucceeded(isDestructive: Bool, eventTime: Int64)
  /// From people, and authorised already: who may give it, and how many must agree, is decided before it gets here.
  case command(BreakerCommand)
  /// The configuration's mode for this breaker is another one now. Trips that were not acted on stay so.
  case modeChanged(BreakerMode)
}

/// What people may order.
public enum BreakerCommand: Sendable, Equatable {
  /// Act on a held or capped trip.
  case enforce
  /// A held trip was nothing.
  case dismiss
  /// To probation from an open breaker; to closed from a capped or exempt one.
  case restore
  case forceOpen
  /// Ends a forced opening, to probation.
  case liftForced
  /// Wall time of its end, nanoseconds since 1970 UTC.
  case exempt(until: Int64)
  /// Moves the end of a hold to this later wall time, at most the longest hold from now.
  case extend(until: Int64)
}

/// Wall-clock timers of one breaker. A new one replaces a running one of the same kind.
public enum BreakerTimer: String, Sendable, CaseIterable {
  case hold
  case probation
  case exemption
  /// Pages again for a breaker that is still open and not enforced.
  case reminder
}

/// The two clocks, handed in with each input: a breaker reads none of its own.
public struct Moment: Sendable, Equatable {
  /// Nanoseconds since 1970 UTC: holds, probation and exemptions run in it.
  public var wallTime: Int64
  /// The newest event time of the principal's partition: restorations are recorded at it.
  public var watermark: Int64

  public init(wallTime: Int64, watermark: Int64) {
    self.wallTime = wallTime
    self.watermark = watermark
  }
}
