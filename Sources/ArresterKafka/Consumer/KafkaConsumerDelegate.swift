/// Where a partition's reading begins.
public enum KafkaStart: Equatable, Sendable {
  case offset(Int64)
  case earliest
  case latest
}

/// What a consumer meets beside messages.
public enum KafkaConsumerEvent: Equatable, Sendable {
  /// All that could be read before `offset` was handed out. Comes only where end-of-partition events are enabled, and again
  /// whenever the end is reached again.
  case end(TopicPartition, offset: Int64)
  /// The log no longer holds `expected`: retention deleted it (`resumedAt` is the first offset left), or the log was truncated
  /// (`resumedAt` < `expected`).
  case gap(TopicPartition, expected: Int64, resumedAt: Int64)
  /// Something failed that librdkafka goes on trying: a broker is down, a topic is missing, an asynchronous commit was refused.
  case error(KafkaError)
}

/// Decides where a consumer starts, and hears what it meets. Called on the polling thread, from inside `poll` and `close`,
/// never while messages are handed out.
public protocol KafkaConsumerDelegate: AnyObject {
  /// The group gave these partitions to this member. Messages come under their index in this list (`KafkaMessage.slot`).
  /// Asked again where looking up `.earliest` or `.latest` fails.
  /// - Returns: as many starts, in the same order; a start may lie below the committed offset.
  func consumer(_ consumer: KafkaConsumer, assigned partitions: [CommittedOffset]) -> [KafkaStart]

  /// The group takes all partitions away. Unless `isLost`, they are still this member's until this returns: it may commit.
  func consumer(_ consumer: KafkaConsumer, revoked partitions: [TopicPartition], isLost: Bool)

  func consumer(_ consumer: KafkaConsumer, met event: KafkaConsumerEvent)
}
