import ArresterBase

/// A moment on the forward-running clock by which something must have happened.
struct Deadline {
  private let nanoseconds: Int64

  init(milliseconds: Int) {
    nanoseconds = SystemClock.monotonic() + Int64(max(0, milliseconds)) * 1_000_000
  }

  /// Rounded up, so that waiting this long reaches the deadline; 0 once it has passed.
  var remainingMilliseconds: Int {
    max(0, Int((nanoseconds - SystemClock.monotonic() + 999_999) / 1_000_000))
  }

  var hasPassed: Bool { remainingMilliseconds == 0 }
}
