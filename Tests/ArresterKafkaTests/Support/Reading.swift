import ArresterKafka

/// A message, copied out of the batch.
struct Seen: Equatable {
  var partition: Int32
  var offset: Int64
  var key: String?
  var value: String?
  var timestampNanoseconds: Int64?

  init(_ message: KafkaMessage, partition: Int32) {
    self.partition = partition
    offset = message.offset
    key = message.key.map { String(decoding: $0, as: UTF8.self) }
    value = message.value.map { String(decoding: $0, as: UTF8.self) }
    timestampNanoseconds = message.timestampNanoseconds
  }
}

/// A consumer's owner that writes down what it is told.
final class Recorder: KafkaConsumerDelegate {
  /// Where to start a partition, given what is committed.
  var start: (CommittedOffset) -> KafkaStart = { $0.offset.map { .offset($0) } ?? .earliest }
  var onRevoke: (KafkaConsumer) -> Void = { _ in }
  private(set) var assignments: [[CommittedOffset]] = []
  private(set) var revocations: [(partitions: [TopicPartition], isLost: Bool)] = []
  private(set) var events: [KafkaConsumerEvent] = []
  private(set) var seen: [Seen] = []

  var errors: [KafkaError] { events.compactMap { if case .error(let error) = $0 { error } else { nil } } }
  var gaps: [KafkaConsumerEvent] { events.filter { if case .gap = $0 { true } else { false } } }
  var values: [String?] { seen.map(\.value) }

  func consumer(_ consumer: KafkaConsumer, assigned partitions: [CommittedOffset]) -> [KafkaStart] {
    assignments.append(partitions)
    return partitions.map(start)
  }

  func consumer(_ consumer: KafkaConsumer, revoked partitions: [TopicPartition], isLost: Bool) {
    onRevoke(consumer)
    revocations.append((partitions, isLost))
  }

  func consumer(_ consumer: KafkaConsumer, met event: KafkaConsumerEvent) { events.append(event) }

  func poll(_ consumer: KafkaConsumer, maximum: Int = 512) throws {
    let partitions = consumer.partitions
    try consumer.poll(timeoutMilliseconds: 50, maximum: maximum) { messages in
      for message in messages { seen.append(Seen(message, partition: partitions[message.slot].partition)) }
    }
  }

  /// Polls until `condition` holds; gives up after a time that no working run needs.
  /// - Returns: whether it held.
  func poll(_ consumer: KafkaConsumer, maximum: Int = 512, until condition: () -> Bool) throws -> Bool {
    for _ in 0..<1200 {
      if condition() { return true }
      try poll(consumer, maximum: maximum)
    }
    return condition()
  }

  func ends(of partition: TopicPartition) -> [Int64] {
    events.compactMap {
      if case .end(partition, let offset) = $0 { offset } else { nil }
    }
  }
}

extension KafkaSettings {
  init(_ cluster: KafkaMockCluster, _ properties: [String: String] = [:]) {
    // So that a broker that comes back is found soon.
    let patience = ["reconnect.backoff.max.ms": "200"]
    self.init(
      bootstrapServers: cluster.bootstrapServers, clientIdentifier: "test", properties: patience.merging(properties) { $1 })
  }

  /// Sends `values` with the keys `k0`, `k1` … and waits for their acknowledgement.
  func produce(_ topic: String, _ values: [String]) throws {
    let producer = try KafkaProducer(self)
    for (index, value) in values.enumerated() { try producer.send(KafkaRecord(topic: topic, key: "k\(index)", value: value)) }
    try producer.flush(timeoutMilliseconds: 20_000)
    producer.close()
  }
}

func numbers(_ range: Range<Int>) -> [String] { range.map(String.init) }
