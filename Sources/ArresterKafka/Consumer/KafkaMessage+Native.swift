import CRDKafka

extension KafkaMessage {
  /// A view of librdkafka's message, which must outlive it.
  init(_ message: UnsafeMutablePointer<rd_kafka_message_t>, slot: Int) {
    self.slot = slot
    offset = message.pointee.offset
    timestampMilliseconds = rd_kafka_message_timestamp(message, nil)
    key = message.pointee.key.map { UnsafeRawBufferPointer(start: $0, count: message.pointee.key_len) }
    value = message.pointee.payload.map { UnsafeRawBufferPointer(start: $0, count: message.pointee.len) }
  }
}
