import Synchronization

/// One piece of work on its way: run once, settled once.
protocol LoopTicket: Sendable {
  /// On the consuming thread. What it changed is settled with the commit that records it.
  func run(_ loop: ServiceLoop)
  /// The commit's outcome; failures from before it ran too. The first one counts.
  func settle(_ outcome: Result<Void, any Error>)
}

/// Whoever waits gets the value once it is recorded, or once patience ends.
final class Ticket<Value: Sendable>: LoopTicket {
  private let body: @Sendable (ServiceLoop) throws -> Value
  private let state = Mutex(State())

  private struct State {
    var continuation: CheckedContinuation<Recorded<Value>, any Error>?
    var value: Result<Value, any Error>?
    var isOver = false
  }

  init(_ body: @escaping @Sendable (ServiceLoop) throws -> Value) { self.body = body }

  func wait(with continuation: CheckedContinuation<Recorded<Value>, any Error>) {
    state.withLock { $0.continuation = continuation }
  }

  func run(_ loop: ServiceLoop) {
    guard !state.withLock(\.isOver) else { return }
    let value = Result { try body(loop) }
    state.withLock { $0.value = value }
    if case .failure(let error) = value { settle(.failure(error)) }
  }

  func settle(_ outcome: Result<Void, any Error>) {
    end { value in (outcome.flatMap { value ?? .failure(LoopError.busy) }, true) }
  }

  /// Patience has ended.
  func giveUp() { end { value in (value ?? .failure(LoopError.busy), false) } }

  private func end(_ outcome: (Result<Value, any Error>?) -> (Result<Value, any Error>, Bool)) {
    let (continuation, result, isRecorded) = state.withLock { state in
      let (result, isRecorded) = outcome(state.value)
      defer {
        state.isOver = true
        state.continuation = nil
      }
      return (state.isOver ? nil : state.continuation, result, isRecorded)
    }
    continuation?.resume(with: result.map { Recorded(value: $0, isRecorded: isRecorded) })
  }
}
