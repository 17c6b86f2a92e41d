import ArresterBase

/// Durations and pauses, as a seam: tests inject one that they move by hand. It only runs forward; the wall clock, which people may
/// set, measures no timeout here.
public protocol EnforcementClock: Sendable {
  /// Nanoseconds from an arbitrary start.
  func now() -> Int64
  /// Returns at `time`, or as soon as the task is cancelled.
  func sleep(until time: Int64) async
}

/// The machine's monotonic clock.
public struct MonotonicClock: EnforcementClock {
  public init() {}

  public func now() -> Int64 { SystemClock.monotonic() }

  public func sleep(until time: Int64) async {
    let rest = time - now()
    guard rest > 0 else { return }
    try? await Task.sleep(nanoseconds: UInt64(rest))
  }
}
