/// Why something that was asked for was not taken, and what would be right.
public struct RequestError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable, CaseIterable {
    /// The role is missing.
    case notAllowed
    /// Nobody approves or refuses their own.
    case ownRequest
    /// Only the requester withdraws.
    case notYours
    case alreadyApproved
    /// No request of this identifier.
    case unknown
    /// It is no longer pending.
    case ended
    case expired
    /// What it was bound to has changed.
    case stale
    /// A field that is empty, too long, out of bounds or contradicts another.
    case badValue
    /// In the present state it would change nothing.
    case nothingToDo
    /// The principal is protected.
    case protected
    /// A limit is reached.
    case atLimit
    /// A posture that is looser than the one in force, and not approved.
    case looser
  }

  public var code: Code
  /// A sentence that says what would be right.
  public var detail: String

  public var description: String { detail }
}

/// What came of a call: the request as it stands now or why there is none, and what its owner has to do either way.
public struct RequestOutcome: Sendable, Equatable {
  public var result: Result<PersonRequest, RequestError>
  public var actions: [RequestAction]

  public var request: PersonRequest? { try? result.get() }

  public var error: RequestError? {
    if case .failure(let error) = result { error } else { nil }
  }
}

/// What the owner has to do, in the order given.
public enum RequestAction: Sendable, Equatable {
  /// Write to the compacted topic under `record.key`.
  case publish(BoardRecord)
  /// Write an empty (null) value under this key, unsealed, so that compaction drops what stood there. It tells no instance
  /// anything: each forgets by its own clock, so that whoever writes such a value achieves nothing.
  case forget(key: String)
  /// Goes into the audit log.
  case audit(PersonAct)
}

/// One line of the audit log about what people do: intents and results, refused attempts too.
public struct PersonAct: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case ask
    case approve
    case refuse
    case withdraw
    /// Time or another change ended it.
    case lapse
    /// It was carried out, or used.
    case carryOut
    /// Shadow: what would have been asked.
    case wouldAsk
    /// A posture was put in force, or kept from it.
    case adopt
  }

  public var kind: Kind
  /// A person's name, an agent's principal, or empty for the program itself.
  public var person: String
  /// Identifier of the request; nil where none came of it.
  public var request: String?
  /// `AskedChange.name`.
  public var asked: String
  public var key: BreakerKey?
  /// Wall time, nanoseconds since 1970 UTC.
  public var at: Int64
  public var reason: String
  /// The state that followed, or the error's code and sentence.
  public var outcome: String
}
