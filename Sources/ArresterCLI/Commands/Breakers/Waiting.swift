import Foundation
import Synchronization

/// Waits for work that is asynchronous. On the program's own thread only: a thread that tasks run on must not wait for a task.
enum Waiting {
  static func wait<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let outcome = Outcome<Value>()
    let isDone = DispatchSemaphore(value: 0)
    Task {
      do { outcome.set(.success(try await work())) } catch { outcome.set(.failure(error)) }
      isDone.signal()
    }
    isDone.wait()
    return try outcome.get()
  }

  private final class Outcome<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)

    func set(_ value: Result<Value, any Error>) { result.withLock { $0 = value } }

    /// Once it is there.
    func get() throws -> Value { try result.withLock { $0! }.get() }
  }
}
