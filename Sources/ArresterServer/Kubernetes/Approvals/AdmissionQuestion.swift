import ArresterBreaker

/// An irreversible action of an agent, which a person is to be asked about.
public struct AdmissionQuestion: Sendable, Equatable {
  /// The agent.
  public var key: BreakerKey
  public var session: String
  /// `group:resource:verb`, as verdicts call it.
  public var action: String
  /// `namespace/name`, or the name alone outside of namespaces, as verdicts call it.
  public var resource: String
  /// Of the object as it is now: an approval is for this object, in this version. Empty where the action makes one (a request to delete
  /// backups, say).
  public var uid: String
  public var resourceVersion: String
}

/// What the desk of approvals says to it.
public enum AdmissionAnswer: Sendable, Equatable {
  /// Nothing needs to be asked.
  case letThrough
  /// Shadow: let through, recorded as what would have been asked.
  case wouldAsk
  /// Approved by a person, and used up by this answer: the same question again is a new one.
  case approved(request: String)
  /// Not yet. The identifier is short and safe to print.
  case needsApproval(request: String)
  /// It cannot be asked (too many are pending, nothing can be recorded), with the reason.
  case refused(reason: String)
}

/// Asks the desk. It records what it answers before it does, and answers the same pending question with the same identifier.
public typealias AdmissionGate = @Sendable (AdmissionQuestion) async -> AdmissionAnswer
