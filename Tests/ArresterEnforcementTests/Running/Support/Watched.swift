import Synchronization
import Testing

/// A value that tests can wait for, without a clock.
final class Watched<Value: Sendable>: Sendable {
  private struct Waiter: Sendable {
    var holds: @Sendable (Value) -> Bool
    var continuation: CheckedContinuation<Value, Never>
  }

  private struct State {
    var value: Value
    var waiters: [Waiter] = []
  }

  private let state: Mutex<State>

  init(_ value: Value) { state = Mutex(State(value: value)) }

  var value: Value { state.withLock { $0.value } }

  /// Without a copy that a later change would have to leave alone.
  func read<Answer: Sendable>(_ body: (Value) -> sending Answer) -> Answer { state.withLock { body($0.value) } }

  @discardableResult
  func update<Answer: Sendable>(_ body: (inout Value) -> sending Answer) -> Answer {
    let (answer, ready) = state.withLock { state in
      let answer = body(&state.value)
      let ready = state.waiters.filter { $0.holds(state.value) }.map { ($0.continuation, state.value) }
      if !ready.isEmpty { state.waiters.removeAll { $0.holds(state.value) } }
      return (answer, ready)
    }
    for (waiter, value) in ready { waiter.resume(returning: value) }
    return answer
  }

  /// Returns as soon as it holds, or at the time limit of its suite, with an issue.
  @discardableResult
  func until(
    _ holds: @escaping @Sendable (Value) -> Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) async -> Value {
    let isCancelled = Mutex(false)
    return await withTaskCancellationHandler {
      await untilItHolds { holds($0) || isCancelled.withLock { $0 } }
    } onCancel: {
      isCancelled.withLock { $0 = true }
      Issue.record("what the test waits for has not come", sourceLocation: sourceLocation)
      update { _ in }
    }
  }

  /// Heeds no cancellation: for what hangs.
  @discardableResult
  func untilItHolds(_ holds: @escaping @Sendable (Value) -> Bool) async -> Value {
    await withCheckedContinuation { continuation in
      let now: Value? = state.withLock { state in
        if holds(state.value) { return state.value }
        state.waiters.append(Waiter(holds: holds, continuation: continuation))
        return nil
      }
      if let now { continuation.resume(returning: now) }
    }
  }
}
