/// Who is behind a principal, decided by the ordered rules of the model.
public enum PrincipalKind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  case unknown = 0
  case agent
  case automation
  case human
  case service

  public init?(name: some StringProtocol) {
    guard let kind = PrincipalKind.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  /// As it stands in verdicts, models and `--kind`.
  public var name: String {
    switch self {
    case .unknown: "unknown"
    case .agent: "agent"
    case .automation: "automation"
    case .human: "human"
    case .service: "service"
    }
  }
}
