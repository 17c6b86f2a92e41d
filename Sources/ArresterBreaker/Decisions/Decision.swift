import ArresterEvents

/// What a caller is about to do.
public enum RequestedChange: Sendable, Equatable, CaseIterable {
  /// Breakers take write permissions away, and nothing else.
  case read
  case nonDestructive
  /// Also where it is not known which of the two it is.
  case destructive
}

/// The answer of a decision endpoint.
public struct Decision: Sendable, Equatable {
  public var isAllowed: Bool
  /// For people: the state and what led to it.
  public var reason: String
  /// The trip behind it, if there is one.
  public var trip: String?
  /// Allowed, but would have been denied if this trip were acted on (shadow, halt, protected).
  public var wouldDeny: Bool
}

/// What the table keeps of a breaker that is not plainly closed.
struct DecisionEntry: Sendable, Equatable {
  let key: BreakerKey
  private let state: BreakerState
  private let mode: BreakerMode
  private let trip: TripReference?
  private let suppressed: SuppressedTrip?

  /// nil for a closed breaker with nothing to report.
  init?(_ breaker: Breaker) {
    guard breaker.state != .closed || breaker.suppressed != nil else { return nil }
    key = breaker.key
    state = breaker.state
    mode = breaker.mode
    trip = breaker.trip
    suppressed = breaker.suppressed
  }

  func decide(_ change: RequestedChange) -> Decision {
    guard change != .read else { return Decision(isAllowed: true, reason: "reads are not denied", trip: nil, wouldDeny: false) }
    let isDenied = change == .destructive ? state.deniesDestructiveWrites : state.deniesAllWrites
    if isDenied, mode == .enforce { return Decision(isAllowed: false, reason: stateReason, trip: trip?.identifier, wouldDeny: false) }
    if isDenied { return Decision(isAllowed: true, reason: "shadow: \(stateReason)", trip: trip?.identifier, wouldDeny: true) }
    if let suppressed {
      let reason = "\(suppressed.reason.rawValue): tripped by \(suppressed.trip.rule.name), not acted on"
      return Decision(isAllowed: true, reason: reason, trip: suppressed.trip.identifier, wouldDeny: suppressed.effect == .deny)
    }
    return Decision(isAllowed: true, reason: stateReason, trip: state == .exempt ? nil : trip?.identifier, wouldDeny: false)
  }

  private var stateReason: String {
    guard state != .forcedOpen else { return "forcedOpen: opened by a person" }
    guard state != .exempt, let trip else { return state.rawValue }
    return "\(state.rawValue): tripped by \(trip.rule.name)"
  }
}
