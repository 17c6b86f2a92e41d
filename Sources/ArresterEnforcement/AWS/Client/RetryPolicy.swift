/// When to try again: exponential backoff with full jitter, and a bound.
///
/// Source: AWS Architecture Blog, "Exponential Backoff And Jitter": a random time between nothing and the step.
struct RetryPolicy: Sendable {
  /// The first one included.
  var maximumAttempts = 5
  var firstStepNanoseconds: Int64 = 200_000_000
  var maximumStepNanoseconds: Int64 = 5_000_000_000
  /// AWS may ask for more than a step; more than this is left to whoever called.
  var maximumRetryAfterNanoseconds: Int64 = 10_000_000_000
  var random: @Sendable (ClosedRange<Int64>) -> Int64 = { Int64.random(in: $0) }
  /// - Throws: where the task was cancelled.
  var sleep: @Sendable (_ nanoseconds: Int64) async throws -> Void = { try await Task.sleep(nanoseconds: UInt64($0)) }

  /// How long to wait before the next attempt; nil: that was the last one.
  /// - Parameter attempt: how many there were.
  func pause(afterAttempt attempt: Int, retryAfterNanoseconds: Int64?) -> Int64? {
    guard attempt < maximumAttempts else { return nil }
    if let asked = retryAfterNanoseconds {
      return asked <= maximumRetryAfterNanoseconds ? max(0, asked) : nil
    }
    let step = attempt > 30 ? maximumStepNanoseconds : min(maximumStepNanoseconds, firstStepNanoseconds << Int64(attempt - 1))
    return random(0...step)
  }
}
