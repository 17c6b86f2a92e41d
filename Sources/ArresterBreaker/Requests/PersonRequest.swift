import ArresterBase

/// Something that a person (or for a staged action an agent) asks for, with all that became of it.
///
/// Only facts are kept, and what it stands at follows from them: two instances that each took an approval at the same moment both
/// keep both (`merged`), and a record that comes twice or late changes nothing.
public struct PersonRequest: Sendable, Equatable {
  public enum State: String, Sendable, CaseIterable {
    case pending
    case granted
    case refused
    case withdrawn
    case expired
    case done
    /// What it was bound to is no longer so.
    case stale
  }

  /// Short, and safe to print anywhere: a letter, a dash and 12 hexadecimal digits.
  public let identifier: String
  public let asked: AskedChange
  /// nil where it is about no single breaker.
  public let key: BreakerKey?
  /// What the breaker stood for when it was asked (`Breaker.requestBinding`); nil where it had never tripped.
  public let trip: String?
  /// Hash of the posture in force when it was asked; nil where there was none, or it does not matter.
  public let configuration: String?
  /// A person's name, or for a staged action the agent's principal.
  public let requester: String
  public let reason: String
  /// Wall times, nanoseconds since 1970 UTC.
  public let askedAt: Int64
  /// Until then it can be approved; once granted, it can be used for as long again.
  public let expiresAt: Int64
  /// Others than the requester. It only rises: by a hold that was extended meanwhile.
  public internal(set) var approvalsNeeded: Int
  /// Each name once, by time and then by name.
  public internal(set) var approvals: [Approval] = []
  /// Staged actions: whose call was let through (`StagedApprovals`).
  public internal(set) var claimant: String?
  public internal(set) var end: RequestEnd?
  /// Rises with every change.
  public internal(set) var revision: UInt64 = 1
}

/// One person's agreement.
public struct Approval: Sendable, Equatable {
  public var name: String
  /// Wall time, nanoseconds since 1970 UTC.
  public var at: Int64
}

/// How a request ended.
public struct RequestEnd: Sendable, Equatable {
  /// Never `pending` or `granted`.
  public var state: PersonRequest.State
  /// Who ended it: a person's name, or empty where time or the program did.
  public var by: String
  public var at: Int64
  /// The reason that was given, or what came of it.
  public var note: String
}

extension PersonRequest {
  public var state: State {
    if let end { return end.state }
    return approvals.count >= approvalsNeeded ? .granted : .pending
  }

  /// Wall time at which the last approval that it needed was given; nil while one is missing.
  public var grantedAt: Int64? {
    guard approvals.count >= approvalsNeeded else { return nil }
    return approvalsNeeded == 0 ? askedAt : approvals[approvalsNeeded - 1].at
  }

  /// Wall time from which on it can be neither approved nor used.
  public var deadline: Int64 {
    guard let grantedAt else { return expiresAt }
    let (deadline, overflow) = grantedAt.addingReportingOverflow(max(0, Moment.difference(expiresAt, askedAt)))
    return overflow ? Moment.latest : min(deadline, Moment.latest)
  }

  /// No record of it, however old, can still do anything from this wall time on: only then may it be forgotten.
  var harmlessAt: Int64 { max(deadline, expiresAt, end?.at ?? 0) }

  static let identifierDigits = 12

  func isApproved(by name: String) -> Bool { approvals.contains { $0.name.isSameName(as: name) } }

  mutating func add(_ approval: Approval) {
    if let index = approvals.firstIndex(where: { $0.name.isSameName(as: approval.name) }) {
      guard approval.at < approvals[index].at else { return }
      approvals.remove(at: index)
    }
    let place = approvals.firstIndex { Approval.areInOrder(approval, $0) } ?? approvals.count
    approvals.insert(approval, at: place)
  }

  /// Whom its requester's limit counts: the person, or the agent's breaker.
  var owner: String { asked.isStaged ? key?.recordKey(type: .staged) ?? requester : requester }
}

extension Approval {
  static func areInOrder(_ left: Approval, _ right: Approval) -> Bool {
    left.at != right.at ? left.at < right.at : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}
