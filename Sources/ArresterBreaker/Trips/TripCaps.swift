import ArresterBase

/// Limits on how many principals statistics alone may lock out.
public struct TripCapLimits: Sendable, Equatable {
  /// The most in an hour, however many principals there are.
  public var maximumPerHour = 5
  /// Share of the principals that changed something in that hour, percent; one trip is always allowed.
  public var percentOfPrincipals = 10
  public var maximumPerMinute = 3

  public init() {}

  /// max(1, min(maximumPerHour, share of the principals, rounded down)).
  public func perHour(changedPrincipals: Int) -> Int {
    let (product, overflow) = max(0, changedPrincipals).multipliedReportingOverflow(by: percentOfPrincipals)
    return max(1, min(maximumPerHour, overflow ? maximumPerHour : product / 100))
  }
}

/// The statistical trips of the last hour, by wall time.
///
/// Only as many of the newest are kept as the larger limit and one: more cannot change an answer.
public struct TripCaps: Sendable, Equatable {
  /// Ascending wall times, nanoseconds since 1970 UTC.
  private(set) var times: [Int64] = []

  public init() {}

  /// Adds a trip and says whether it, with those before it, is within the limits. A capped one stays counted.
  /// - Complexity: O(limits), no growth past them.
  public mutating func add(at wallTime: Int64, changedPrincipals: Int, limits: TripCapLimits) -> Bool {
    note(at: wallTime, limits: limits)
    let isWithinHour = count(since: wallTime, seconds: 3600) <= limits.perHour(changedPrincipals: changedPrincipals)
    return isWithinHour && count(since: wallTime, seconds: 60) <= limits.maximumPerMinute
  }

  /// Adds a trip that was decided before or elsewhere (read from the topic).
  public mutating func note(at wallTime: Int64, limits: TripCapLimits) {
    let place = times.lastIndex { $0 <= wallTime }.map { $0 + 1 } ?? 0
    times.insert(wallTime, at: place)
    let capacity = max(limits.maximumPerHour, limits.maximumPerMinute, 1) + 1
    if times.count > capacity { times.removeFirst(times.count - capacity) }
  }

  /// A clock that was set back leaves times in the future: they count as now, so that setting it back opens no room.
  private func count(since wallTime: Int64, seconds: Int64) -> Int {
    times.count { Moment.difference(wallTime, $0) < seconds * Timestamp.nanosecondsPerSecond }
  }
}
