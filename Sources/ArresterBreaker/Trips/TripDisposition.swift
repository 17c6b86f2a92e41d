import ArresterBase

/// What is done about a trip, decided before the breaker is asked.
public enum TripDisposition: Sendable, Equatable {
  /// Deny, and call enforcers.
  case trip
  /// Deny at the decision endpoints only: too many trips at once.
  case cap
  /// The evidence is old: nothing is denied until a person says so.
  case hold
  /// Recorded only, with what would have been done.
  case suppress(Suppression, instead: SuppressedEffect)

  public var isSuppressed: Bool {
    if case .suppress = self { true } else { false }
  }
}

/// Why a trip is recorded and not acted on.
public enum Suppression: String, Sendable, CaseIterable {
  case protectedPrincipal
  case shadow
  case halt
  /// Held evidence about a principal that is on probation.
  case oldEvidence
}

/// What a suppressed trip would have done. Caps are not asked: a suppressed trip counts in none.
public enum SuppressedEffect: String, Sendable, CaseIterable {
  /// `wouldDeny`.
  case deny
  /// The evidence was old, so a person would have been asked.
  case hold
}

/// What a disposition depends on, beside the trip.
public struct TripCircumstances: Sendable, Equatable {
  /// When it is decided, nanoseconds since 1970 UTC.
  public var wallTime: Int64
  public var mode: BreakerMode
  public var isHalted: Bool
  /// Principals that changed something in the last hour.
  public var changedPrincipals: Int

  public init(wallTime: Int64, mode: BreakerMode, isHalted: Bool, changedPrincipals: Int) {
    self.wallTime = wallTime
    self.mode = mode
    self.isHalted = isHalted
    self.changedPrincipals = changedPrincipals
  }
}

extension TripDisposition {
  /// The age of the evidence is asked first, since it decides what any of the others holds back; then protected, shadow and halt,
  /// which keep every trip from acting; then the caps, which count this trip with those before it.
  public static func decide(
    _ notice: TripNotice, _ circumstances: TripCircumstances, policy: BreakerPolicy, caps: inout TripCaps
  ) -> TripDisposition {
    let isHeld = policy.isOldEvidence(notice.time, at: circumstances.wallTime)
    let effect: SuppressedEffect = isHeld ? .hold : .deny
    if policy.isProtected(notice.key.principal) { return .suppress(.protectedPrincipal, instead: effect) }
    if circumstances.mode == .shadow { return .suppress(.shadow, instead: effect) }
    if circumstances.isHalted { return .suppress(.halt, instead: effect) }
    if isHeld { return .hold }
    guard notice.rule.isStatistical else { return .trip }
    let isWithin = caps.add(at: circumstances.wallTime, changedPrincipals: circumstances.changedPrincipals, limits: policy.caps)
    return isWithin ? .trip : .cap
  }
}
