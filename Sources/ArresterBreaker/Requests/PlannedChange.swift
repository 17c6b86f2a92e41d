/// A window in which a principal's changes are counted apart, approved before it begins (semantics.md, section 5).
///
/// Inside it what matches `actions` and `scopes` trips only past `maximumChanges` or `maximumDestroyed`. What the engine counts by
/// it is the engine's; here it is what people asked for, and the record of it.
public struct PlannedChange: Sendable, Equatable {
  public enum Repetition: String, Sendable, CaseIterable {
    case daily
    case weekly

    var seconds: Int64 { self == .daily ? 86_400 : 7 * 86_400 }
  }

  /// Of the request that it came from, or as a file says.
  public var identifier: String
  /// Exactly this one.
  public var principal: String
  /// Globs of actions (`rds:Delete*`); empty: every action.
  public var actions: [String]
  /// Globs of accounts, clusters and projects; empty: everywhere.
  public var scopes: [String]
  /// N: it trips when more calls than this match.
  public var maximumChanges: Int
  /// M: it trips when more distinct resources than this are destroyed.
  public var maximumDestroyed: Int
  /// Event times, nanoseconds since 1970 UTC: the first window is `from ..< until`.
  public var from: Int64
  public var until: Int64
  /// The window comes again, as long as it begins before `repeatUntil`.
  public var repetition: Repetition?
  public var repeatUntil: Int64?
  /// Actions of the one-strike list that are expected too; each by its name, no glob.
  public var oneStrikes: [String]
  public var requestedBy: String
  public var approvedBy: String
  /// Wall time, nanoseconds since 1970 UTC; nil only in a file for `replay`, which needs nobody's leave.
  public var approvedAt: Int64?
  public var reason: String
  /// Events from this time on are judged as always: a person ended it early. Nanoseconds since 1970 UTC.
  public var endedAt: Int64?
  public var revision: UInt64 = 1

  public init(
    identifier: String = "", principal: String, actions: [String] = [], scopes: [String] = [], maximumChanges: Int, maximumDestroyed: Int,
    from: Int64, until: Int64, repetition: Repetition? = nil, repeatUntil: Int64? = nil, oneStrikes: [String] = [],
    requestedBy: String = "", approvedBy: String = "", approvedAt: Int64? = nil, reason: String = ""
  ) {
    self.identifier = identifier
    self.principal = principal
    self.actions = actions
    self.scopes = scopes
    self.maximumChanges = maximumChanges
    self.maximumDestroyed = maximumDestroyed
    self.from = from
    self.until = until
    self.repetition = repetition
    self.repeatUntil = repeatUntil
    self.oneStrikes = oneStrikes
    self.requestedBy = requestedBy
    self.approvedBy = approvedBy
    self.approvedAt = approvedAt
    self.reason = reason
  }

  /// As it is asked for: nobody has approved it yet.
  func proposal(identifier: String, by name: String, reason: String) -> PlannedChange {
    var proposal = self
    proposal.identifier = identifier
    proposal.requestedBy = name
    proposal.approvedBy = ""
    proposal.approvedAt = nil
    proposal.endedAt = nil
    proposal.reason = reason
    proposal.revision = 1
    return proposal
  }

  /// The key of its record on the breakers topic.
  public var recordKey: String { BoardRecord.key(of: .plannedChange, identifier) }

  /// When the last window has ended, event time in nanoseconds since 1970 UTC.
  public var lastEnd: Int64 {
    let last = repetition == nil ? until : max(until, Moment.sum(repeatUntil ?? from, Moment.difference(until, from)))
    return min(last, endedAt ?? last)
  }
}
