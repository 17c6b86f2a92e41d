import ArresterBase

/// How long an opened breaker holds: 15 min × 2^(step-1), at most 24 h. Time never reopens it; a hold's end only says
/// how many people a restoration takes.
public struct Hold: Sendable, Equatable {
  /// As decided at its start; an extension moves `until` only.
  public var seconds: Int64
  /// Wall time, nanoseconds since 1970 UTC.
  public var until: Int64
  /// Wall time at which its end was recorded; nil while it runs.
  public var endedAt: Int64?

  public init(seconds: Int64, until: Int64, endedAt: Int64? = nil) {
    self.seconds = seconds
    self.until = until
    self.endedAt = endedAt
  }
}

/// The ladder of holds: a step up for each trip, one down for each clean day.
public struct HoldLadder: Sendable, Equatable {
  public var firstSeconds: Int64
  public var maximumSeconds: Int64

  public init(firstSeconds: Int64, maximumSeconds: Int64) {
    self.firstSeconds = firstSeconds
    self.maximumSeconds = maximumSeconds
  }

  /// Doubles for each step past the first. A step below 1 counts as 1.
  /// - Complexity: O(log maximumSeconds).
  public func seconds(step: Int) -> Int64 {
    var seconds = min(firstSeconds, maximumSeconds)
    var remaining = step - 1
    while remaining > 0, seconds < maximumSeconds {
      seconds = seconds > maximumSeconds / 2 ? maximumSeconds : seconds * 2
      remaining -= 1
    }
    return seconds
  }

  /// The step of a new trip at `now`, after `previous` and a clean time that began at `cleanSince` (nil: none did).
  /// Both times on one clock, in nanoseconds.
  public static func step(after previous: Int, cleanSince: Int64?, now: Int64) -> Int {
    let cleanDays = cleanSince.map { Int(max(0, Moment.difference(now, $0)) / nanosecondsPerDay) } ?? 0
    return max(0, previous - cleanDays) + 1
  }

  private static let nanosecondsPerDay = 86_400 * Timestamp.nanosecondsPerSecond
}

extension Moment {
  /// The last time that records can hold: RFC 3339 text is read up to the end of the year 2261.
  static let latest: Int64 = 9_214_646_399 * Timestamp.nanosecondsPerSecond

  /// `time` + `seconds`, at most `latest`.
  static func time(_ time: Int64, plusSeconds seconds: Int64) -> Int64 {
    let (nanoseconds, tooLong) = seconds.multipliedReportingOverflow(by: Timestamp.nanosecondsPerSecond)
    let (sum, tooLate) = time.addingReportingOverflow(nanoseconds)
    return tooLong || tooLate ? latest : min(sum, latest)
  }

  /// Held to what 64 bits can say.
  static func sum(_ time: Int64, _ duration: Int64) -> Int64 {
    let (sum, overflow) = time.addingReportingOverflow(duration)
    guard overflow else { return sum }
    return duration > 0 ? .max : .min
  }

  /// `later` - `earlier`, held to what 64 bits can say.
  static func difference(_ later: Int64, _ earlier: Int64) -> Int64 {
    let (difference, overflow) = later.subtractingReportingOverflow(earlier)
    guard overflow else { return difference }
    return later > earlier ? .max : .min
  }
}
