import Glibc

/// The wall clock, as a seam: control code asks one of these, the event path none.
public protocol WallClock: Sendable {
  /// Nanoseconds since 1970-01-01T00:00:00Z.
  func now() -> Int64
}

public struct SystemClock: WallClock {
  public init() {}

  public func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * Timestamp.nanosecondsPerSecond + Int64(time.tv_nsec)
  }

  /// A clock that only runs forward, for durations. Nanoseconds from an arbitrary start.
  public static func monotonic() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * Timestamp.nanosecondsPerSecond + Int64(time.tv_nsec)
  }
}
