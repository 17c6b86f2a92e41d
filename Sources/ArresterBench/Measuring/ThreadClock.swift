import Glibc

/// Processor time of the calling thread: what it costs, whoever else wants the machine. Not on the event path.
enum ThreadClock {
  static func nanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
