/// One message, without a copy: `key` and `value` point into librdkafka's memory and are valid only inside the closure that got it.
public struct KafkaMessage {
  /// Index into the consumer's `partitions` (a table's: the partition's number).
  public let slot: Int
  public let offset: Int64
  /// Milliseconds since 1970 as the broker keeps it, or -1 where it keeps none.
  let timestampMilliseconds: Int64
  /// Nil where the message has no key.
  public let key: UnsafeRawBufferPointer?
  /// Nil for a tombstone; an empty value is a buffer of length 0.
  public let value: UnsafeRawBufferPointer?

  /// Nanoseconds since 1970, of the producer or of the broker's append as the topic is configured.
  public var timestampNanoseconds: Int64? { timestampMilliseconds < 0 ? nil : timestampMilliseconds * 1_000_000 }
}
