/// The states of semantics.md, section 6.
public enum BreakerState: String, Sendable, CaseIterable {
  case closed
  /// Denied at once; enforcers are working.
  case tripping
  case open
  /// Denied where we decide, not where we could not revoke.
  case openUnenforced
  /// Non-destructive writes are allowed.
  case probation
  /// Too many trips at once: denied at the decision endpoints, no enforcer called.
  case capped
  /// The evidence was old when it was judged: nothing is denied until a person says so.
  case held
  /// Denied by a person.
  case forcedOpen
  /// Allowed by people until a stated end.
  case exempt

  /// Whether decision endpoints deny destructive writes in this state (in enforce mode).
  public var deniesDestructiveWrites: Bool { self == .probation || deniesAllWrites }

  /// Whether decision endpoints deny every write in this state (in enforce mode).
  public var deniesAllWrites: Bool {
    switch self {
    case .tripping, .open, .openUnenforced, .capped, .forcedOpen: true
    case .closed, .probation, .held, .exempt: false
    }
  }

  /// Only these two turn a verdict into something: elsewhere the latch is silent, or a person has decided.
  public var acceptsTrips: Bool { self == .closed || self == .probation }

  /// States in which a hold runs.
  public var hasHold: Bool { self == .tripping || self == .open || self == .openUnenforced }
}

/// Whether trips are acted on.
public enum BreakerMode: String, Sendable, CaseIterable {
  /// Everything is decided and recorded, every endpoint allows, no enforcer is called. The default on installation.
  case shadow
  case enforce
}
