import CRDKafka

/// A consumer's membership at one moment (group, generation, member), for offsets sent in a transaction: a member that slept through
/// a rebalance is refused.
///
/// Unchecked: never written after it is made, and librdkafka only reads it.
public final class KafkaGroupMetadata: @unchecked Sendable {
  let native: OpaquePointer

  init?(of consumer: OpaquePointer) {
    guard let native = rd_kafka_consumer_group_metadata(consumer) else { return nil }
    self.native = native
  }

  deinit { rd_kafka_consumer_group_metadata_destroy(native) }
}
