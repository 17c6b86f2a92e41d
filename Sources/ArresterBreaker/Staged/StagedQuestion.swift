/// An irreversible action that an agent is about to take, as a decision endpoint was asked about it.
public struct StagedQuestion: Sendable, Equatable {
  /// Whose breaker it is; its principal is the requester.
  public var key: BreakerKey
  /// Service and operation: `rds:DeleteDBInstance`.
  public var action: String
  public var resource: String
  /// Of the live object where the platform has them (Kubernetes): an approval is for the object as it was seen.
  public var uid: String?
  public var resourceVersion: String?

  public init(key: BreakerKey, action: String, resource: String, uid: String? = nil, resourceVersion: String? = nil) {
    self.key = key
    self.action = action
    self.resource = resource
    self.uid = uid
    self.resourceVersion = resourceVersion
  }

  /// What is wrong with it, if anything is: it is kept and shown, and comes from the agent.
  func problem() -> RequestError? {
    if action.isEmpty { return RequestError(code: .badValue, detail: "the action is missing; an approval is for one action") }
    if resource.isEmpty {
      return RequestError(code: .badValue, detail: "the resource is missing; an approval is for one resource, named in full")
    }
    let texts = [
      ("the principal", key.principal), ("the scope", key.homeScope), ("the action", action), ("the resource", resource),
      ("the uid", uid ?? ""), ("the resource version", resourceVersion ?? ""),
    ]
    for (what, text) in texts {
      if let error = RequestError.tooLong(what, text, RequestLimits.maximumText) { return error }
    }
    return nil
  }

  /// By bytes, as the breaker's key is compared.
  func isSame(as other: StagedQuestion) -> Bool {
    key == other.key && action.isSameName(as: other.action) && resource.isSameName(as: other.resource)
      && (uid ?? "").isSameName(as: other.uid ?? "") && (resourceVersion ?? "").isSameName(as: other.resourceVersion ?? "")
  }
}

/// What a decision endpoint is to answer.
public enum StagedAnswer: Sendable, Equatable {
  /// Shadow: it goes through, and what would have been asked is in the audit log.
  case letThrough
  /// A person has to agree first, under this identifier. The same question gives the same one while it waits.
  case needsApproval(identifier: String)
  /// It was approved, and this call has laid claim to the approval: it goes through once `StagedApprovals.outcome` says so.
  case claimed(identifier: String)
  /// Denied, with the reason: what was asked is unusable, or a limit is reached.
  case denied(RequestError)
}

/// What became of a claim to an approval.
public enum ClaimOutcome: Sendable, Equatable {
  /// Its record has not been read back yet.
  case waiting
  /// The action may go through, this once.
  case won
  /// Another call came first: a person has to agree anew.
  case lost
}
