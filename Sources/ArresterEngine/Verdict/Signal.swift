/// What is measured for each key and window (semantics, section 4).
public enum Signal: UInt8, Sendable, CaseIterable {
  case velocity = 0
  case destroyed
  case severity
  case destructiveRatio
  case spreadRegions
  case spreadScopes
  case recreated
  case permissions
  case pressure

  public init?(name: some StringProtocol) {
    guard let signal = Signal.allCases.first(where: { $0.name == name }) else { return nil }
    self = signal
  }

  public var name: String {
    switch self {
    case .velocity: "velocity"
    case .destroyed: "destroyed"
    case .severity: "severity"
    case .destructiveRatio: "destructiveRatio"
    case .spreadRegions: "spread"
    case .spreadScopes: "scopeSpread"
    case .recreated: "recreated"
    case .permissions: "permissions"
    case .pressure: "pressure"
    }
  }
}
