/// When requests go out.
enum RequestPace: Equatable {
  /// Each when it is due, whatever becomes of those before it.
  case scheduled(OpenLoopSchedule, count: Int)
  /// As soon as a connection is free: so many, or for so long.
  case whenFree(count: Int)
  case whenFreeFor(nanoseconds: Int64)

  /// How many may be out or done by now.
  /// - Parameters:
  ///   - elapsed: nanoseconds since the start.
  ///   - sent: how many went out already.
  func allowed(elapsed: Int64, sent: Int) -> Int {
    switch self {
    case .scheduled(let schedule, let count): min(count, schedule.dueCount(elapsed))
    case .whenFree(let count): count
    case .whenFreeFor(let nanoseconds): elapsed < nanoseconds ? .max : sent
    }
  }

  /// Whether no other request will be due.
  func isOver(elapsed: Int64, sent: Int) -> Bool {
    switch self {
    case .scheduled(_, let count), .whenFree(let count): sent >= count
    case .whenFreeFor(let nanoseconds): elapsed >= nanoseconds
    }
  }

  /// Nanoseconds after the start; nil where a request is due when it goes out.
  func due(_ index: Int) -> Int64? {
    guard case .scheduled(let schedule, let count) = self, index < count else { return nil }
    return schedule.due(index)
  }
}
