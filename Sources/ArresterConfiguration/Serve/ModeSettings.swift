/// Whether a verdict only says what it would do, or does it.
public enum EnforcementMode: String, Sendable, CaseIterable {
  case shadow
  case enforce
}

/// `mode`: one for all, or a list of rules.
public struct ModeSettings: Sendable, Equatable {
  /// What holds for some kinds and scopes.
  public struct Rule: Sendable, Equatable {
    /// agent, automation, human, service, unknown, or `*` for all of them.
    public var kind = "*"
    /// A glob on the account, cluster, project or subscription.
    public var scope = "*"
    public var mode = EnforcementMode.shadow

    public init() {}
  }

  /// The principal kinds that a rule can name (semantics.md, section 1).
  public static let kinds = ["agent", "automation", "human", "service", "unknown"]

  /// Where no rule matches.
  public var fallback = EnforcementMode.shadow
  /// The first that matches decides.
  public var rules: [Rule] = []

  public init() {}

  /// Whether anything at all may be enforced.
  public var canEnforce: Bool {
    fallback == .enforce || rules.contains { $0.mode == .enforce }
  }
}
