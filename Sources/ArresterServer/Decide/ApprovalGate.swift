import ArresterEvents

/// What an agent wants to do that cannot be undone.
public struct ApprovalQuestion: Sendable, Equatable {
  public var platform: Platform
  public var principal: String
  public var kind: PrincipalKind
  public var session: String?
  /// The account, cluster or project, where the request names it.
  public var scope: String?
  public var action: String
  public var resource: String?
  /// Nothing would be done: nobody is to be asked.
  public var isDryRun: Bool

  public init(
    platform: Platform, principal: String, kind: PrincipalKind, session: String? = nil, scope: String? = nil, action: String,
    resource: String? = nil, isDryRun: Bool = false
  ) {
    self.platform = platform
    self.principal = principal
    self.kind = kind
    self.session = session
    self.scope = scope
    self.action = action
    self.resource = resource
    self.isDryRun = isDryRun
  }
}

public enum ApprovalAnswer: Sendable, Equatable {
  /// Approved once, or in shadow, or there are no approvals here.
  case letThrough
  /// A person is asked: the request's identifier.
  case needsApproval(request: String)
  case refused(reason: String)
}

/// Asked for irreversible actions of agents; it records what it answers before it does.
public typealias ApprovalGate = @Sendable (ApprovalQuestion) async -> ApprovalAnswer
