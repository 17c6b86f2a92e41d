import ArresterBase

/// When the issuer's keys are read next. Holds no clock and reads nothing.
struct RefreshSchedule: Sendable, Equatable {
  static let intervalSeconds = 600.0
  /// Of the interval, either way: so that many instances do not ask at once.
  static let jitterShare = 0.1
  /// Keys that are not known can be named by anybody, as often as they like.
  static let wantedPause: Int64 = 60 * Timestamp.nanosecondsPerSecond
  /// Doubled with each failure, up to the interval.
  static let firstRetrySeconds = 5.0

  private var lastBegun: Int64?
  private var next: Int64 = 0
  private var failures = 0

  /// - Returns: whether one begins now.
  mutating func begin(now: Int64, isWanted: Bool) -> Bool {
    let isDue: Bool
    if let lastBegun, now >= lastBegun {
      isDue = now >= next || (isWanted && now - lastBegun >= RefreshSchedule.wantedPause)
    } else {
      // The first one, or a clock that was set back: what was planned means nothing any more.
      isDue = true
    }
    if isDue { lastBegun = now }
    return isDue
  }

  /// - Parameter jitter: random, 0 up to 1.
  mutating func end(isSuccess: Bool, now: Int64, jitter: Double) {
    failures = isSuccess ? 0 : min(failures + 1, 16)
    let usual = RefreshSchedule.intervalSeconds
    let wait = isSuccess ? usual : min(usual, RefreshSchedule.firstRetrySeconds * Double(1 << (failures - 1)))
    let spread = 1 + RefreshSchedule.jitterShare * (2 * jitter - 1)
    next = now + Int64(wait * spread * Double(Timestamp.nanosecondsPerSecond))
  }
}
