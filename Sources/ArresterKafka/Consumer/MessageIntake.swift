import CMachine
import CRDKafka

/// Sorts what a batch call returned: messages that are due, and the events that librdkafka sends as messages.
struct MessageIntake {
  enum Notice {
    case end(slot: Int, offset: Int64)
    /// The log does not hold the offset that was asked for.
    case outOfRange(slot: Int)
    case error(KafkaError)
  }

  var assigned = AssignedPartitions()
  private(set) var notices: [Notice] = []
  private var due: [KafkaMessage] = []
  private var lastTopic: OpaquePointer?
  private var lastPartition: Int32 = -1
  private var lastSlot = -1

  mutating func replaceAssignment(with positions: [PartitionOffset]) {
    assigned.replace(with: positions)
    lastTopic = nil
  }

  /// Valid until the buffer is cleared.
  /// - Complexity: O(messages), no allocation once the largest batch was seen.
  mutating func sort(_ buffer: MessageBuffer) {
    due.removeAll(keepingCapacity: true)
    let messages = buffer.messages
    for index in messages.indices {
      if index + MessageIntake.fetchedAhead < messages.count, let later = messages[index + MessageIntake.fetchedAhead] {
        arrester_prefetch(later)
      }
      guard let message = messages[index] else { continue }
      let slot = self.slot(of: message)
      if message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR {
        note(message, slot)
      } else if assigned.admit(slot: slot, offset: message.pointee.offset) == .admitted {
        due.append(KafkaMessage(message, slot: slot))
      }
    }
  }

  /// Another core wrote the messages: each comes while some before it are sorted.
  private static let fetchedAhead = 4

  /// The messages that are due. Moved out, so that whoever reads them may change the assignment meanwhile.
  mutating func takeDue() -> [KafkaMessage] {
    var taken: [KafkaMessage] = []
    swap(&taken, &due)
    return taken
  }

  /// Keeps the array's memory for the next batch.
  mutating func giveBack(_ array: consuming [KafkaMessage]) { due = array }

  mutating func takeNotices() -> [Notice] {
    guard !notices.isEmpty else { return [] }
    defer { notices.removeAll() }
    return notices
  }

  private mutating func note(_ message: UnsafeMutablePointer<rd_kafka_message_t>, _ slot: Int) {
    switch message.pointee.err {
    case RD_KAFKA_RESP_ERR__PARTITION_EOF:
      guard slot >= 0 else { return }
      assigned.reachEnd(slot: slot, offset: message.pointee.offset)
      notices.append(.end(slot: slot, offset: message.pointee.offset))
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
      if slot >= 0 { notices.append(.outOfRange(slot: slot)) }
    default:
      let detail = rd_kafka_message_errstr(message).map { String(cString: $0) }
      notices.append(.error(KafkaError(message.pointee.err, "consume", detail: detail)))
    }
  }

  /// Messages come in runs of one partition: the last answer is kept. The topic's pointer is the same as long as it is assigned.
  private mutating func slot(of message: UnsafeMutablePointer<rd_kafka_message_t>) -> Int {
    let topic = message.pointee.rkt
    let partition = message.pointee.partition
    if topic == lastTopic, partition == lastPartition, topic != nil { return lastSlot }
    guard let topic else { return -1 }
    let name = String(cString: rd_kafka_topic_name(topic))
    lastTopic = topic
    lastPartition = partition
    lastSlot = assigned.slot(of: TopicPartition(topic: name, partition: partition)) ?? -1
    return lastSlot
  }
}
