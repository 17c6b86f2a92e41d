import ArresterBase
import Glibc

/// Sends events when they are due. Belongs to the thread that calls `run`.
struct OpenLoop {
  let schedule: OpenLoopSchedule
  /// Events of this stretch.
  let count: Int
  /// `SystemClock.monotonic()` at which event 0 is due.
  let start: Int64

  /// The longest time between two looks at the clock: it bounds how late an idle loop notices that an event is due.
  private static let longestNapNanoseconds: Int64 = 500_000
  /// A shorter nap costs a core more in waking up than it saves in lateness.
  private static let shortestNapNanoseconds: Int64 = 100_000
  /// At most this many events go out before `serve` is called.
  private static let burst = 256

  /// - Parameters:
  ///   - send: sends the event of that number; it may block, and the schedule does not wait for it.
  ///   - serve: called at least once for every `burst` events, and about twice a millisecond while nothing is due.
  /// - Returns: how many events were sent: fewer than `count` only where `shouldStop` said so.
  func run(send: (Int) throws -> Void, serve: () -> Void, shouldStop: () -> Bool) rethrows -> Int {
    var next = 0
    while next < count, !shouldStop() {
      let now = SystemClock.monotonic() - start
      let due = min(count, schedule.dueCount(now), next + OpenLoop.burst)
      if next == due { nap(until: schedule.due(next), now) }
      while next < due {
        try send(next)
        next += 1
      }
      serve()
    }
    return next
  }

  private func nap(until due: Int64, _ now: Int64) {
    let length = min(max(due - now, OpenLoop.shortestNapNanoseconds), OpenLoop.longestNapNanoseconds)
    usleep(UInt32(length / 1000))
  }
}
