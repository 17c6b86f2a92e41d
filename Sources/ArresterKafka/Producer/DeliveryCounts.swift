/// What became of the messages that a producer took.
public struct DeliveryCounts: Equatable, Sendable {
  public internal(set) var acknowledged = 0
  public internal(set) var failed = 0
  /// Failed ones by the error's name (`MSG_SIZE_TOO_LARGE`, `_MSG_TIMED_OUT` …).
  public internal(set) var failuresByReason: [String: Int] = [:]
  public internal(set) var lastFailure: KafkaError?

  mutating func record(_ error: KafkaError) {
    failed += 1
    failuresByReason[error.name, default: 0] += 1
    lastFailure = error
  }
}
