import ArresterBase
import Foundation

/// A thread that ends what takes too long: connections that trickle, and deferred handlers.
final class DeadlineWatch: Sendable {
  /// How exact the limits in seconds are.
  static let interval = DispatchTimeInterval.milliseconds(100)

  private let isOver = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  init(_ core: ServerCore) {
    let thread = Thread { [isOver, ended] in
      while isOver.wait(timeout: .now() + DeadlineWatch.interval) == .timedOut { DeadlineWatch.look(core) }
      ended.signal()
    }
    thread.name = "http-deadlines"
    thread.start()
  }

  /// Waits until the thread has ended.
  func stop() {
    isOver.signal()
    ended.wait()
  }

  private static func look(_ core: ServerCore) {
    let now = SystemClock.monotonic()
    for _ in 0..<core.connections.shutDownLate(now: now) { core.counting.add(.slowConnections) }
    for _ in 0..<core.pending.giveUpLate(now: now) { core.counting.add(.deferredTimeouts) }
  }
}
