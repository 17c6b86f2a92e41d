import ArresterKafka
import Testing

@Suite("Producing and consuming, on the embedded cluster", .serialized)
struct ProduceConsumeTests {
  private let cluster: KafkaMockCluster
  private let recorder = Recorder()
  private let partition = TopicPartition(topic: "events", partition: 0)

  init() throws {
    cluster = try KafkaMockCluster()
    try cluster.createTopic("events", partitions: 1)
  }

  private func makeConsumer(group: String = "g", endEvents: Bool = true) throws -> KafkaConsumer {
    let consumer = try KafkaConsumer(KafkaSettings(cluster), .init(group: group, topics: ["events"], endEvents: endEvents))
    consumer.delegate = recorder
    return consumer
  }

  @Test("keys, values, tombstones, empty values and times arrive as they were sent")
  func roundTrip() throws {
    let producer = try KafkaProducer(KafkaSettings(cluster))
    let time: Int64 = 1_700_000_000_123
    let header = KafkaHeader("h", [1, 0, 2])
    try producer.send(KafkaRecord(topic: "events", key: "a", value: "one", headers: [header], timestampMilliseconds: time))
    try producer.send(KafkaRecord(topic: "events", key: "b", value: nil, timestampMilliseconds: time + 1))
    try producer.send(KafkaRecord(topic: "events", key: nil, value: "", timestampMilliseconds: time + 2))
    try producer.flush(timeoutMilliseconds: 10_000)
    #expect(producer.counts.acknowledged == 3)
    #expect(producer.counts.failed == 0)

    let consumer = try makeConsumer()
    #expect(try recorder.poll(consumer) { recorder.ends(of: partition).contains(3) })
    #expect(recorder.seen.map(\.offset) == [0, 1, 2])
    #expect(recorder.seen.map(\.key) == ["a", "b", nil])
    #expect(recorder.values == ["one", nil, ""])
    #expect(recorder.seen.map(\.timestampNanoseconds) == [time, time + 1, time + 2].map { $0 * 1_000_000 })
    #expect(consumer.positions == [PartitionOffset(partition, offset: 3)])
    #expect(consumer.close())
  }

  @Test("a batch is no larger than asked for, and nothing is lost between batches")
  func batches() throws {
    try KafkaSettings(cluster).produce("events", numbers(0..<1000))
    let consumer = try makeConsumer()
    var largest = 0
    for _ in 0..<1200 where recorder.seen.count < 1000 {
      let before = recorder.seen.count
      try recorder.poll(consumer, maximum: 7)
      largest = max(largest, recorder.seen.count - before)
    }
    #expect(largest == 7)
    #expect(recorder.values == numbers(0..<1000))
    consumer.close()
  }

  @Test("a partition can be paused in the middle, and goes on where it was")
  func pause() throws {
    try KafkaSettings(cluster).produce("events", numbers(0..<500))
    let consumer = try makeConsumer(endEvents: true)
    for round in 1..<6 {
      let target = round * 50
      #expect(try recorder.poll(consumer, maximum: 10) { recorder.seen.count >= target })
      try consumer.pause([partition])
      let count = recorder.seen.count
      try recorder.poll(consumer)
      #expect(recorder.seen.count == count)
      try consumer.resume([partition])
    }
    #expect(try recorder.poll(consumer) { recorder.seen.count >= 500 })
    #expect(recorder.values == numbers(0..<500))
    // At the end, where some versions keep a position that is one too far.
    try consumer.pause([partition])
    try consumer.resume([partition])
    try KafkaSettings(cluster).produce("events", ["last"])
    #expect(try recorder.poll(consumer) { recorder.seen.count > 500 })
    #expect(recorder.seen.map(\.offset) == Array(0...500))
    consumer.close()
  }

  @Test("pausing a partition of another member is refused")
  func pauseForeign() throws {
    let consumer = try makeConsumer()
    #expect(throws: KafkaError.self) { try consumer.pause([TopicPartition(topic: "events", partition: 7)]) }
    consumer.close()
  }

  @Test("where retention has deleted the start, reading goes on at what is left, and says so")
  func gap() throws {
    // The embedded cluster keeps 5 MB of a partition.
    let block = String(repeating: "x", count: 100_000)
    for _ in 0..<8 { try KafkaSettings(cluster).produce("events", Array(repeating: block, count: 10)) }
    recorder.start = { _ in .offset(0) }
    let consumer = try makeConsumer()
    #expect(try recorder.poll(consumer) { recorder.ends(of: partition).contains(80) })
    let low = try consumer.watermarks(partition).low
    #expect(low > 0)
    #expect(recorder.gaps == [.gap(partition, expected: 0, resumedAt: low)])
    #expect(recorder.seen.map(\.offset) == Array(low..<80))
    consumer.close()
  }

  @Test("a subscribed topic that is missing is an error event that says what to do")
  func missingTopic() throws {
    cluster.setError(3, ofTopic: "events")
    let consumer = try makeConsumer()
    #expect(try recorder.poll(consumer) { recorder.errors.contains { $0.isUnknownTopic } })
    let error = try #require(recorder.errors.first { $0.isUnknownTopic })
    #expect(error.description.contains("The topic does not exist"))
    consumer.close()
  }

  @Test("a broker that is down is an error event; when it is back, reading goes on without loss")
  func brokerDown() throws {
    try KafkaSettings(cluster).produce("events", numbers(0..<10))
    let consumer = try makeConsumer()
    #expect(try recorder.poll(consumer) { recorder.seen.count == 10 })
    try cluster.stopBroker()
    #expect(try recorder.poll(consumer) { !recorder.errors.isEmpty })
    #expect(recorder.errors.contains { $0.advice?.contains("No broker could be reached") == true })
    try cluster.startBroker()
    try KafkaSettings(cluster).produce("events", numbers(10..<20))
    #expect(try recorder.poll(consumer) { recorder.seen.count >= 20 })
    #expect(recorder.values == numbers(0..<20))
    consumer.close()
  }

  @Test("a consumer that never reached a broker closes all the same")
  func closeUnreachable() throws {
    let settings = KafkaSettings(bootstrapServers: "127.0.0.1:1")
    let consumer = try KafkaConsumer(settings, .init(group: "g", topics: ["events"]))
    consumer.delegate = recorder
    try recorder.poll(consumer)
    #expect(consumer.close())
    #expect(recorder.assignments.isEmpty)
  }
}
