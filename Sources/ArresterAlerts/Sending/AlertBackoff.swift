import ArresterBase

/// How long a receiver that takes nothing is left alone.
public struct AlertBackoff: Sendable {
  private var failures = 0

  private static let first = Timestamp.nanosecondsPerSecond
  /// People wait for these messages: a receiver that is back should have them soon.
  private static let longest = 60 * Timestamp.nanosecondsPerSecond
  /// What a receiver may ask for.
  private static let longestAsked = 600 * Timestamp.nanosecondsPerSecond

  public init() {}

  /// Doubles from one second to a minute, of which it takes between half and all (`chance` is uniform in 0..<1); no less than was asked
  /// for, up to ten minutes.
  public mutating func next(retryAfterNanoseconds: Int64?, chance: Double) -> Int64 {
    let doubled = min(AlertBackoff.longest, AlertBackoff.first << Int64(min(failures, 6)))
    failures += 1
    let pause = Int64(Double(doubled) * (0.5 + 0.5 * chance))
    return max(pause, min(max(0, retryAfterNanoseconds ?? 0), AlertBackoff.longestAsked))
  }

  public mutating func reset() { failures = 0 }
}
