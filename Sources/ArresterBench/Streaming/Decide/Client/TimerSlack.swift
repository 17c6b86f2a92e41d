import Glibc

/// The kernel wakes a thread up to 50 us later than it asked for, to wake several at once: half a request's time here.
enum TimerSlack {
  /// Runs `body` with the calling thread's timers as exact as they can be. Where the kernel has no such file, with what there is.
  static func withNone<Value>(_ body: () throws -> Value) rethrows -> Value {
    set("1")
    // The kernel's word for the default.
    defer { set("0") }
    return try body()
  }

  private static func set(_ nanoseconds: String) {
    guard let thread = threadNumber else { return }
    let file = open("/proc/\(thread)/timerslack_ns", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = write(file, nanoseconds, nanoseconds.utf8.count)
    close(file)
  }

  /// `PROCESS/task/THREAD`.
  private static var threadNumber: Substring? {
    var bytes = [CChar](repeating: 0, count: 64)
    let length = readlink("/proc/thread-self", &bytes, bytes.count)
    guard length > 0 else { return nil }
    return String(decoding: bytes.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self).split(separator: "/").last
  }
}
