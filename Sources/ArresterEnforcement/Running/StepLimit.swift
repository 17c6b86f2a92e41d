import Synchronization

/// A call that failed or was given up.
struct StepFailure: Error {
  var error: EnforcementError
  /// The call itself, where it has not returned.
  var straggler: Task<Void, Never>?
}

/// Bounds a call in time. One that does not heed its cancellation is left behind, so that it holds up nobody who waits for it.
struct StepLimit: Sendable {
  let clock: any EnforcementClock

  /// - Parameter name: for the message: `apply`.
  func call<Value: Sendable>(
    _ name: String, nanoseconds: Int64, _ body: @escaping @Sendable () async throws(EnforcementError) -> Value
  ) async throws(StepFailure) -> Value {
    let answer = FirstAnswer<Result<Value, EnforcementError>?>()
    let step = Task {
      do throws(EnforcementError) {
        answer.give(.success(try await body()))
      } catch {
        answer.give(.failure(error))
      }
    }
    let timer = Task { [clock, end = clock.now() + nanoseconds] in
      await clock.sleep(until: end)
      answer.give(nil)
    }
    let first = await answer.value()
    timer.cancel()
    switch first {
    case .success(let value): return value
    case .failure(let error): throw StepFailure(error: error)
    case nil:
      step.cancel()
      let detail = "\(name) has not returned within \(nanoseconds / 1_000_000) ms"
      throw StepFailure(error: EnforcementError(.transient, detail), straggler: step)
    }
  }
}

/// The first of several answers; later ones are dropped. Waited for once.
private final class FirstAnswer<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Value, Never>)
    case given(Value)
    case over
  }

  private let state = Mutex(State.open)

  func give(_ value: Value) {
    let waiter: CheckedContinuation<Value, Never>? = state.withLock { state in
      switch state {
      case .open: state = .given(value)
      case .awaited(let waiter):
        state = .over
        return waiter
      case .given, .over: break
      }
      return nil
    }
    waiter?.resume(returning: value)
  }

  func value() async -> Value {
    await withCheckedContinuation { waiter in
      let given: Value? = state.withLock { state in
        guard case .given(let value) = state else {
          state = .awaited(waiter)
          return nil
        }
        state = .over
        return value
      }
      if let given { waiter.resume(returning: given) }
    }
  }
}
