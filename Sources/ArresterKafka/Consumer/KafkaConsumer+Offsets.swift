import CRDKafka

extension KafkaConsumer {
  /// What the group has committed for `partitions`, in the same order, with the metadata committed beside it.
  public func committed(_ partitions: [TopicPartition], timeoutMilliseconds: Int = 10_000) throws(KafkaError) -> [CommittedOffset] {
    let list = PartitionList(partitions)
    let operation = "read the committed offsets of group \(membership.group)"
    let response = list.lend { rd_kafka_committed(handle.native, $0, Int32(timeoutMilliseconds)) }
    try KafkaError.check(response, operation)
    try list.check("\(operation) in")
    return list.map { PartitionList.committed($0) }
  }

  /// Commits and waits for the broker's answer. Metadata goes with it: `rd_kafka_offsets_store`, which drops it on 2.0.2, is not used.
  /// - Throws: also where one partition alone was refused (`isMembershipLost`: they may be another's by now).
  public func commit(_ offsets: [PartitionOffset], timeoutMilliseconds: Int = 10_000) throws(KafkaError) {
    guard !offsets.isEmpty else { return }
    let operation = "commit to group \(membership.group)"
    let list = PartitionList(offsets)
    let answers = rd_kafka_queue_new(handle.native)
    defer { rd_kafka_queue_destroy(answers) }
    let answer = CommitAnswer()
    let opaque = Unmanaged.passUnretained(answer).toOpaque()
    let sent = list.lend { rd_kafka_commit_queue(handle.native, $0, answers, CommitAnswer.callback, opaque) }
    try KafkaError.check(sent, operation)
    // The callback runs inside this call or never: an answer that comes later is dropped with the queue.
    withExtendedLifetime(answer) { _ = rd_kafka_queue_poll_callback(answers, Int32(timeoutMilliseconds)) }
    guard let response = answer.response else { throw KafkaError.timedOut(operation, "no answer in \(timeoutMilliseconds) ms") }
    try KafkaError.check(response, operation)
  }

  /// Asks the partition's leader. With `readCommitted` the high one is the end of what is committed.
  public func watermarks(_ partition: TopicPartition, timeoutMilliseconds: Int = 10_000) throws(KafkaError) -> Watermarks {
    try handle.watermarks(partition, timeoutMilliseconds: timeoutMilliseconds)
  }

  /// For each partition the first offset whose message is as new as `timestampNanoseconds` (since 1970, compared in milliseconds) or
  /// newer; nil where there is none.
  public func offsets(
    for partitions: [TopicPartition], at timestampNanoseconds: Int64, timeoutMilliseconds: Int = 10_000
  ) throws(KafkaError) -> [Int64?] {
    try handle.offsets(for: partitions, at: timestampNanoseconds / 1_000_000, timeoutMilliseconds: timeoutMilliseconds)
  }

  /// All partitions that the topic has now, whoever owns them.
  public func partitions(of topic: String, timeoutMilliseconds: Int = 10_000) throws(KafkaError) -> [TopicPartition] {
    let count = try handle.partitionCount(of: topic, timeoutMilliseconds: timeoutMilliseconds)
    return (0..<Int32(count)).map { TopicPartition(topic: topic, partition: $0) }
  }

  /// This member's place in the group now, for `KafkaTransactionalProducer`.
  public var groupMetadata: KafkaGroupMetadata? { KafkaGroupMetadata(of: handle.native) }
}

/// The broker's answer to one commit: the first error of any partition, since librdkafka's own result hides partial ones.
private final class CommitAnswer {
  var response: rd_kafka_resp_err_t?

  static let callback:
    @convention(c) (
      OpaquePointer?, rd_kafka_resp_err_t, PartitionList.Native?, UnsafeMutableRawPointer?
    ) -> Void = { _, response, list, opaque in
      guard let opaque else { return }
      let refused = list.flatMap { list in
        PartitionList.elements(of: list).first { $0.err != RD_KAFKA_RESP_ERR_NO_ERROR }?.err
      }
      let answer = Unmanaged<CommitAnswer>.fromOpaque(opaque).takeUnretainedValue()
      answer.response = response == RD_KAFKA_RESP_ERR_NO_ERROR ? refused ?? response : response
    }
}
