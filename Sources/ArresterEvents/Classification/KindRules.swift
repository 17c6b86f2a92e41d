/// Who is an agent, a person, automation or a service: the model's ordered rules, the first that matches decides.
public struct KindRules: Sendable {
  public struct Rule: Sendable {
    public var platform: Platform?
    public var principal: Glob?
    /// Only where the trust policy or single sign-on sets the session's name: callers choose it freely elsewhere.
    public var forcedSession: Glob?
    public var kind: PrincipalKind

    public init(platform: Platform?, principal: Glob?, forcedSession: Glob?, kind: PrincipalKind) {
      self.platform = platform
      self.principal = principal
      self.forcedSession = forcedSession
      self.kind = kind
    }
  }

  public var rules: [Rule]
  /// What a caller chooses may only ever make it an agent.
  public var agentSessions: [Glob]
  public var agentUserAgents: [Glob]
  public var agentInvokers: [String]

  public init(rules: [Rule] = [], agentSessions: [Glob] = [], agentUserAgents: [Glob] = [], agentInvokers: [String] = []) {
    self.rules = rules
    self.agentSessions = agentSessions
    self.agentUserAgents = agentUserAgents
    self.agentInvokers = agentInvokers
  }

  var hasSessionRules: Bool { rules.contains { $0.forcedSession != nil } }

  func kind(platform: Platform, principal: UnsafeRawBufferPointer, session: UnsafeRawBufferPointer) -> PrincipalKind {
    let rule = rules.first { rule in
      (rule.platform == nil || rule.platform == platform) && (rule.principal?.matches(principal) ?? true)
        && (rule.forcedSession?.matches(session) ?? true)
    }
    return rule?.kind ?? .unknown
  }

  func raisesToAgent(session: UnsafeRawBufferPointer) -> Bool { agentSessions.contains { $0.matches(session) } }

  func raisesToAgent(userAgent: UnsafeRawBufferPointer) -> Bool { agentUserAgents.contains { $0.matches(userAgent) } }
}
