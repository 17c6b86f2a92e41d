/// Why a verdict was reached, in the order in which rules are asked (semantics, section 5).
public enum Rule: UInt8, Sendable, CaseIterable {
  case oneStrike = 1
  case ceiling
  case confirmed
  case recreated
  case tampering

  public var name: String {
    switch self {
    case .oneStrike: "oneStrike"
    case .ceiling: "ceiling"
    case .confirmed: "confirmed"
    case .recreated: "recreated"
    case .tampering: "tampering"
    }
  }

  /// Rules 2 to 4 weigh behaviour and are held within caps; one-strike and tampering are outside of them.
  public var isStatistical: Bool { self == .ceiling || self == .confirmed || self == .recreated }
}
