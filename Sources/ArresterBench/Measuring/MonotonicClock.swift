import ArresterBase

/// Elapsed time, for what several threads do together and for single events.
enum MonotonicClock {
  @inline(__always)
  static func nanoseconds() -> Int64 { SystemClock.monotonic() }

  /// What a look at it takes.
  static var costNanoseconds: Int {
    let start = nanoseconds()
    for _ in 0..<1000 { _ = nanoseconds() }
    return Int((nanoseconds() - start) / 1000)
  }
}
