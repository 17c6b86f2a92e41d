import ArresterBase
import ArresterEvents

/// A change that a second person approved before it begins: what one principal may do within it is counted apart.
///
/// Times are event times in nanoseconds since 1970 UTC. A window holds what is at `from` or later, and earlier than `until`.
public struct PlannedWindow: Sendable, Equatable {
  /// The same window again every day or week of 24 hours, UTC. Each has its own counts.
  public struct Repetition: Sendable, Equatable {
    public var period: Period
    /// No window reaches beyond it.
    public var until: Int64

    public init(period: Period, until: Int64) {
      self.period = period
      self.until = until
    }
  }

  public enum Period: String, Sendable, CaseIterable {
    case daily
    case weekly

    var nanoseconds: Int64 { (self == .daily ? 1 : 7) * PlannedWindow.day }
  }

  public var identifier: String
  /// nil: on whichever platform the principal has that name.
  public var platform: Platform?
  /// Byte for byte.
  public var principal: String
  /// nil: each kind, each counted by itself.
  public var kind: PrincipalKind?
  /// An event belongs to the plan where one of these matches its action, and one of `scopes` its scope; an empty list matches all.
  public var actions: [Glob]
  public var scopes: [Glob]
  /// More successful calls than this trip.
  public var maximumChanges: Int
  /// More distinct resources than this, deleted or disrupted, trip.
  public var maximumDestroyed: Int
  public var from: Int64
  public var until: Int64
  public var repetition: Repetition?
  /// Actions that are on the model's one-strike list and do not strike within the window.
  public var oneStrikes: [String]
  public var requestedBy: String
  public var approvedBy: String
  public var approvedAt: Int64
  public var reason: String

  static let day = 86_400 * Timestamp.nanosecondsPerSecond

  public init(
    identifier: String, platform: Platform? = nil, principal: String, kind: PrincipalKind? = nil, actions: [Glob], scopes: [Glob],
    maximumChanges: Int, maximumDestroyed: Int, from: Int64, until: Int64, repetition: Repetition? = nil, oneStrikes: [String] = [],
    requestedBy: String, approvedBy: String, approvedAt: Int64, reason: String
  ) {
    self.identifier = identifier
    self.platform = platform
    self.principal = principal
    self.kind = kind
    self.actions = actions
    self.scopes = scopes
    self.maximumChanges = maximumChanges
    self.maximumDestroyed = maximumDestroyed
    self.from = from
    self.until = until
    self.repetition = repetition
    self.oneStrikes = oneStrikes
    self.requestedBy = requestedBy
    self.approvedBy = approvedBy
    self.approvedAt = approvedAt
    self.reason = reason
  }
}

extension PlannedWindow {
  /// One of the windows of a plan.
  struct Occurrence: Equatable {
    var begin: Int64
    var end: Int64

    var seconds: Int { Int((end - begin) / Timestamp.nanosecondsPerSecond) }
  }

  /// When nothing of it can begin any more.
  public var end: Int64 { repetition?.until ?? until }

  /// The window that `time` is in.
  func occurrence(holding time: Int64) -> Occurrence? {
    guard time >= from, time < end else { return nil }
    guard let repetition else { return Occurrence(begin: from, end: until) }
    let shift = (time - from) / repetition.period.nanoseconds * repetition.period.nanoseconds
    let end = min(until + shift, repetition.until)
    return time < end ? Occurrence(begin: from + shift, end: end) : nil
  }

  /// Whether it is about what the event did and where.
  func covers(_ frame: EventFrame) -> Bool {
    (actions.isEmpty || actions.contains { $0.matches(frame.action) }) && (scopes.isEmpty || scopes.contains { $0.matches(frame.scope) })
  }

  /// Whether it names the action as a one-strike that it expects.
  func expectsStrike(_ action: UnsafeRawBufferPointer) -> Bool { oneStrikes.contains { $0.utf8.elementsEqual(action) } }

  func isAbout(_ key: LatchKey) -> Bool {
    (platform ?? key.platform) == key.platform && (kind ?? key.kind) == key.kind && principal.utf8.elementsEqual(key.principal.utf8)
  }
}
