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
}

/// The rules, ready to be asked for each principal.
final class CompiledKindRules: Sendable {
  private let rules: [KindRules.Rule]
  /// A rule without a principal's glob has one that matches everything here.
  private let principals: GlobList
  private let agentSessions: GlobList
  private let agentUserAgents: GlobList
  let agentInvokers: [[UInt8]]
  let hasSessionRules: Bool

  init(_ rules: KindRules) {
    self.rules = rules.rules
    principals = GlobList(rules.rules.map { $0.principal ?? Glob("*") })
    agentSessions = GlobList(rules.agentSessions)
    agentUserAgents = GlobList(rules.agentUserAgents)
    agentInvokers = rules.agentInvokers.map { Array($0.utf8) }
    hasSessionRules = rules.hasSessionRules
  }

  func kind(platform: Platform, principal: UnsafeRawBufferPointer, session: UnsafeRawBufferPointer) -> PrincipalKind {
    let match = principals.firstMatch(principal) { index in
      (rules[index].platform == nil || rules[index].platform == platform) && (rules[index].forcedSession?.matches(session) ?? true)
    }
    return match.map { rules[$0].kind } ?? .unknown
  }

  func raisesToAgent(session: UnsafeRawBufferPointer) -> Bool { agentSessions.firstMatch(session) != nil }

  func raisesToAgent(userAgent: UnsafeRawBufferPointer) -> Bool { agentUserAgents.firstMatch(userAgent) != nil }
}
