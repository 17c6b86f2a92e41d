import CRDKafka

extension KafkaConsumer {
  /// Where each partition ends (the offset after its newest record), in the order of `partitions`, as the last answers of brokers to
  /// this consumer's fetches said; nil where none has come yet. Asks nobody: a broker that is away leaves old ends behind.
  /// - Complexity: O(partitions), and a lock of librdkafka for each.
  public var knownEnds: [Int64?] {
    partitions.map { partition in
      var (low, high) = (Int64(0), Int64(0))
      let response = rd_kafka_get_watermark_offsets(handle.native, partition.topic, partition.partition, &low, &high)
      return response == RD_KAFKA_RESP_ERR_NO_ERROR && high >= 0 ? high : nil
    }
  }
}
