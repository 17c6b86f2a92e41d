import CRDKafka

extension KafkaConsumer {
  /// Stops handing out messages of `partitions`; what was fetched of them is dropped and comes again after `resume`. Polling must go on.
  /// - Throws: for a partition that is not assigned.
  public func pause(_ partitions: [TopicPartition]) throws(KafkaError) {
    guard !partitions.isEmpty else { return }
    let slots = try slots(of: partitions, "pause")
    let list = PartitionList(partitions)
    let response = list.lend { rd_kafka_pause_partitions(handle.native, $0) }
    try KafkaError.check(response, "pause")
    try list.check("pause")
    for slot in slots { intake.assigned.setPaused(slot, true) }
  }

  /// Goes on where `positions` says. That offset is sought explicitly: librdkafka's own idea of it is wrong in some versions.
  public func resume(_ partitions: [TopicPartition]) throws(KafkaError) {
    guard !partitions.isEmpty else { return }
    let slots = try slots(of: partitions, "resume")
    let list = PartitionList(slots.map { positions[$0] })
    let patience = Int32(10_000 * KafkaLibrary.seekTimeoutFactor)
    let failure = list.lend { rd_kafka_seek_partitions(handle.native, $0, patience) }
    try KafkaError.check(failure, "resume")
    try list.check("resume")
    let response = list.lend { rd_kafka_resume_partitions(handle.native, $0) }
    try KafkaError.check(response, "resume")
    for slot in slots { intake.assigned.setPaused(slot, false) }
  }

  private func slots(of partitions: [TopicPartition], _ operation: String) throws(KafkaError) -> [Int] {
    var slots: [Int] = []
    for partition in partitions {
      guard let slot = intake.assigned.slot(of: partition) else {
        throw KafkaError(RD_KAFKA_RESP_ERR__STATE, operation, detail: "\(partition) is not assigned to this consumer")
      }
      slots.append(slot)
    }
    return slots
  }
}
