import Synchronization

/// A completion curve that one thread writes and another reads at the end.
final class TakenCurve: Sendable {
  private let curve: Mutex<CompletionCurve>

  init(_ schedule: OpenLoopSchedule, firstMeasured: Int) {
    curve = Mutex(CompletionCurve(schedule, firstMeasured: firstMeasured))
  }

  func note(total: Int, elapsed: Int64) { curve.withLock { $0.note(total: total, elapsed: elapsed) } }

  var histogram: HDRHistogram { curve.withLock(\.histogram) }
}
