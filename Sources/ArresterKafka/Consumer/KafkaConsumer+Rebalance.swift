import CRDKafka

/// Answers to the group, given between batch calls (see `KafkaConsumer`).
extension KafkaConsumer {
  /// How long the offsets of a new assignment may take; the group waits, heartbeats go on.
  private static let lookupMilliseconds = 5000

  /// Answers what the callback noted, oldest first. What cannot be answered now (no coordinator) stays for the next poll.
  func answerRebalances() {
    while let asked = handle.context.rebalances.first {
      do throws(KafkaError) {
        if asked.response == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
          try assign(asked.partitions)
        } else {
          revoke(asked.partitions)
        }
      } catch {
        delegate?.consumer(self, met: .error(error))
        return
      }
      handle.context.rebalances.removeFirst()
    }
  }

  private func assign(_ partitions: [TopicPartition]) throws(KafkaError) {
    let committed = partitions.isEmpty ? [] : try self.committed(partitions, timeoutMilliseconds: KafkaConsumer.lookupMilliseconds)
    let starts = delegate?.consumer(self, assigned: committed) ?? committed.map { $0.offset.map { .offset($0) } ?? .earliest }
    precondition(starts.count == partitions.count, "one start for each partition")
    var positions: [PartitionOffset] = []
    for (partition, start) in zip(partitions, starts) {
      positions.append(PartitionOffset(partition, offset: try offset(of: start, in: partition)))
    }
    try install(positions)
  }

  private func revoke(_ partitions: [TopicPartition]) {
    let isLost = rd_kafka_assignment_lost(handle.native) != 0
    delegate?.consumer(self, revoked: partitions, isLost: isLost)
    intake.replaceAssignment(with: [])
    outOfRange = []
    rd_kafka_assign(handle.native, nil)
  }

  /// Gives librdkafka the positions, as a whole and from scratch: whatever it had fetched is void.
  func install(_ positions: [PartitionOffset]) throws(KafkaError) {
    let list = PartitionList(positions)
    let response = list.lend { rd_kafka_assign(handle.native, $0) }
    try KafkaError.check(response, "take over \(positions.count) partitions")
    intake.replaceAssignment(with: positions)
    outOfRange = []
  }

  /// An absolute offset, since the next one expected must be known.
  private func offset(of start: KafkaStart, in partition: TopicPartition) throws(KafkaError) -> Int64 {
    switch start {
    case .offset(let offset): offset
    case .earliest: try watermarks(partition, timeoutMilliseconds: KafkaConsumer.lookupMilliseconds).low
    case .latest: try watermarks(partition, timeoutMilliseconds: KafkaConsumer.lookupMilliseconds).high
    }
  }
}
