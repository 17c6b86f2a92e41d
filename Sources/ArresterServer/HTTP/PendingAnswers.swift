import Synchronization

/// The deferred requests that are under way.
final class PendingAnswers: Sendable {
  private struct State {
    var waiting: [ObjectIdentifier: PendingAnswer] = [:]
    var isOver = false
  }

  private let maximum: Int
  private let state = Mutex(State())

  init(maximum: Int) { self.maximum = maximum }

  /// - Returns: false where there are too many already, or the server is going down.
  func add(_ answer: PendingAnswer) -> Bool {
    state.withLock { state in
      guard state.waiting.count < maximum, !state.isOver else { return false }
      state.waiting[ObjectIdentifier(answer)] = answer
      return true
    }
  }

  func remove(_ answer: PendingAnswer) { state.withLock { _ = $0.waiting.removeValue(forKey: ObjectIdentifier(answer)) } }

  /// Answers 503 to those whose time is over.
  /// - Returns: how many.
  func giveUpLate(now: Int64) -> Int {
    let late = state.withLock { $0.waiting.values.filter { $0.deadline < now } }
    return late.count { giveUp($0, "the request took longer than it may; ask again") }
  }

  /// Answers 503 to all, and takes no more: afterwards no connection is suspended, which the library insists on when it stops.
  func giveUpAll() {
    let left = state.withLock { state in
      state.isOver = true
      return Array(state.waiting.values)
    }
    for answer in left { giveUp(answer, "the server is going down; ask another one, or again") }
  }

  @discardableResult
  private func giveUp(_ answer: PendingAnswer, _ detail: String) -> Bool {
    let isAnswer = answer.answer(.tryLater(503, "not answered in time", detail))
    answer.cancel()
    remove(answer)
    return isAnswer
  }
}
