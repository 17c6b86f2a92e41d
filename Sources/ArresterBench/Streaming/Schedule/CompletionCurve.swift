/// Latency of every event from two running counts: how many are due, and how many are done.
///
/// Kafka tells of deliveries by partition and the service tells how many messages it took, so the n-th to be done need not be
/// the n-th that was due. Each is the n-th of its kind all the same: the mean is exact, and what differs is only who waited.
/// Belongs to one thread.
struct CompletionCurve {
  let schedule: OpenLoopSchedule
  private(set) var histogram = HDRHistogram()
  private(set) var done = 0
  /// Events before this one warm things up: they are not recorded.
  private let firstMeasured: Int

  init(_ schedule: OpenLoopSchedule, firstMeasured: Int) {
    self.schedule = schedule
    self.firstMeasured = firstMeasured
  }

  /// Notes that `total` events are done.
  /// - Parameter elapsed: nanoseconds since the schedule began.
  /// - Complexity: O(newly done), no allocation.
  mutating func note(total: Int, elapsed: Int64) {
    while done < total {
      if done >= firstMeasured { histogram.record(elapsed - schedule.due(done)) }
      done += 1
    }
  }
}
