import CRDKafka

/// Questions that any client can ask the cluster.
extension KafkaHandle {
  /// - Throws: unknown topic, no broker in time, ACL refusals.
  func partitionCount(of topic: String, timeoutMilliseconds: Int) throws(KafkaError) -> Int {
    let operation = "read metadata of topic \(topic)"
    guard let reference = rd_kafka_topic_new(native, topic, nil) else { throw KafkaError(rd_kafka_last_error(), operation) }
    defer { rd_kafka_topic_destroy(reference) }
    var metadata: UnsafePointer<rd_kafka_metadata>?
    try KafkaError.check(rd_kafka_metadata(native, 0, reference, &metadata, Int32(timeoutMilliseconds)), operation)
    defer { rd_kafka_metadata_destroy(metadata) }
    guard let metadata, metadata.pointee.topic_cnt > 0 else { throw KafkaError(RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, operation) }
    let answer = metadata.pointee.topics[0]
    try KafkaError.check(answer.err, operation)
    guard answer.partition_cnt > 0 else { throw KafkaError(RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, operation) }
    return Int(answer.partition_cnt)
  }

  func watermarks(_ partition: TopicPartition, timeoutMilliseconds: Int) throws(KafkaError) -> Watermarks {
    var low: Int64 = 0
    var high: Int64 = 0
    let response = rd_kafka_query_watermark_offsets(
      native, partition.topic, partition.partition, &low, &high, Int32(timeoutMilliseconds))
    try KafkaError.check(response, "read the watermarks of \(partition)")
    return Watermarks(low: low, high: high)
  }

  /// The first offset whose message is at `milliseconds` since 1970 or later; nil where there is none.
  func offsets(for partitions: [TopicPartition], at milliseconds: Int64, timeoutMilliseconds: Int) throws(KafkaError) -> [Int64?] {
    let list = PartitionList(partitions.map { PartitionOffset($0, offset: milliseconds) })
    let response = list.lend { rd_kafka_offsets_for_times(native, $0, Int32(timeoutMilliseconds)) }
    try KafkaError.check(response, "look up offsets by time")
    try list.check("look up offsets by time in")
    return list.map { $0.offset >= 0 ? $0.offset : nil }
  }
}
