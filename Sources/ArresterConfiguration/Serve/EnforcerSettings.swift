/// An entry of `enforcers`: who takes permissions away.
public struct EnforcerSettings: Sendable, Equatable {
  /// What kind of system it speaks to.
  public enum Kind: String, Sendable, CaseIterable {
    case kubernetes
    case aws
    case webhook
  }

  public var kind: Kind
  /// A mapping; its keys are the enforcer's own.
  public var settings: YAMLNode
}
