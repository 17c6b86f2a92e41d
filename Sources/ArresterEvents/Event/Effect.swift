/// What an action does to what it touches. `unknown` counts as `modify`, and as a metric.
public enum Effect: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  case read = 0
  case create
  case modify
  case disrupt
  case delete
  case unknown

  public init?(name: some StringProtocol) {
    guard let effect = Effect.allCases.first(where: { $0.name == name }) else { return nil }
    self = effect
  }

  public var name: String {
    switch self {
    case .read: "read"
    case .create: "create"
    case .modify: "modify"
    case .disrupt: "disrupt"
    case .delete: "delete"
    case .unknown: "unknown"
    }
  }

  @inlinable
  public var isMutation: Bool { self != .read }

  /// Deleted or disrupted: what the destructive signals count.
  @inlinable
  public var isDestructive: Bool { self == .delete || self == .disrupt }
}
