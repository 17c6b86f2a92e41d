import ArresterEngine
import ArresterEvents

/// One trip or page: what led to it, and what its principal did from then until the restoration or the end.
public struct TripStory: Sendable {
  public var verdict: Verdict
  /// Event time, nanoseconds; nil where the breaker would have stayed open to the end.
  public var restoresAt: Int64?
  /// Shown one by one, in order of time; regions are indexes into `regions`.
  var before: [StoryChange] = []
  var after: [StoryChange] = []
  /// Names of regions; the empty one is of global services.
  var regions: [String] = []
  /// Distinct resources destroyed within the longest window before the trip, and up to its second.
  public var destroyedBefore = 0
  /// Distinct resources destroyed later: what would have been saved.
  public var destroyedAfter = 0
  public var changesAfter = 0
  public var failedAfter = 0
  /// The last change before the restoration.
  public var lastAfter: Int64?
  /// The heaviest of what was destroyed later.
  public var saved: [EvidenceResource] = []
  /// Changes that are counted, and not among `before` and `after`.
  public var hidden = 0

  public var isTrip: Bool { verdict.type == .trip }
}
