import ArresterBase
import Glibc
import Synchronization

/// A flag that threads share: set once.
final class SharedFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  var isSet: Bool { flag.load(ordering: .acquiring) }

  func set() { flag.store(true, ordering: .releasing) }
}

extension SharedFlag {
  /// Waits until it is set.
  /// - Parameter thread: its end, or what it threw, ends the waiting.
  func wait(seconds: Double, orUntil thread: NamedThread, what: String) throws {
    let deadline = SystemClock.monotonic() + Int64(seconds * 1e9)
    while !isSet {
      try thread.check()
      guard SystemClock.monotonic() < deadline, !thread.hasEnded else { throw BenchError("\(what) within \(Int(seconds)) s") }
      usleep(10_000)
    }
  }
}
