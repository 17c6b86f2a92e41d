/// The breaker of one (principal, kind): inputs in, actions out, no I/O and no clock of its own (semantics.md, section 6).
///
/// ```
///             trip                confirmed             restore          20 writes
///   closed ──────────> tripping ────────────> open ──────────────> probation ──────────> closed
///     │ │                 │ failed for good    │ ^ leak               │ trip, destructive write,
///     │ └──> held ───────>│                    v │ retried            │ 2 h without a write
///     └────> capped ─────>└──────────────> openUnenforced             └──────────────────> open
///
///   any ── forceOpen ──> forcedOpen ── liftForced ──> probation        any ── exempt ──> exempt ── its end ──> closed
/// ```
///
/// A value of its single owner.
public struct Breaker: Sendable, Equatable {
  public let key: BreakerKey
  public internal(set) var state = BreakerState.closed
  public internal(set) var mode: BreakerMode
  /// Rises with every change, and only then. 0: never published.
  public internal(set) var revision: UInt64 = 0
  /// Wall time at which it came into its state, nanoseconds since 1970 UTC.
  public internal(set) var enteredAt: Int64
  /// The last trip; kept after it was restored, so that the caps of the last hour survive a restart.
  public internal(set) var trip: TripReference?
  /// A trip that was recorded and not acted on, until its latch has restored itself.
  public internal(set) var suppressed: SuppressedTrip?
  /// In tripping, open and openUnenforced.
  public internal(set) var hold: Hold?
  /// Step of the last hold; 0 before the first.
  public internal(set) var holdStep = 0
  /// Wall time since which it has been closed without a hold; nil from the start of a hold to the next closing.
  public internal(set) var cleanSince: Int64?
  public internal(set) var probation: Probation?
  /// In exempt: wall time of its end.
  public internal(set) var exemptUntil: Int64?
  /// Those whose confirmation counts, in the order of the configuration; empty unless enforcers were called, until each has
  /// confirmed that its deny is gone.
  public internal(set) var enforcers: [EnforcerProgress] = []

  /// A closed breaker that nothing is known of.
  public init(key: BreakerKey, mode: BreakerMode, at wallTime: Int64) {
    self.key = key
    self.mode = mode
    enteredAt = wallTime
  }
}

/// A trip that is reported as what would have been done.
public struct SuppressedTrip: Sendable, Equatable {
  public var trip: TripReference
  public var reason: Suppression
  public var effect: SuppressedEffect
}

/// Progress of a principal on probation.
public struct Probation: Sendable, Equatable {
  /// Successful, non-destructive ones so far.
  public var writes: Int
  /// Only writes with a later event time count.
  public var sinceEventTime: Int64
  /// Wall time at which it goes back to open, unless a write comes before.
  public var expiresAt: Int64
}

/// What one enforcer has said.
public struct EnforcerProgress: Sendable, Equatable {
  public enum Status: String, Sendable, CaseIterable {
    case called
    case confirmed
    case failed
    /// Its deny is to go, and it has not yet said that it is gone.
    case removing
  }

  public var name: String
  public var status: Status
}

extension Breaker {
  /// The wall-clock timers that must be running now: an owner that has read the breaker from a record starts them again.
  public func timers(policy: BreakerPolicy) -> [(timer: BreakerTimer, at: Int64)] {
    var timers: [(timer: BreakerTimer, at: Int64)] = []
    if let hold, hold.endedAt == nil { timers.append((.hold, hold.until)) }
    if let probation { timers.append((.probation, probation.expiresAt)) }
    if let exemptUntil { timers.append((.exemption, exemptUntil)) }
    if state == .openUnenforced { timers.append((.reminder, Moment.time(enteredAt, plusSeconds: policy.reminderSeconds))) }
    return timers
  }
}
