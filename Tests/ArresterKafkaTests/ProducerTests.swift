import ArresterKafka
import Testing

@Suite("The producer, on the embedded cluster", .serialized)
struct ProducerTests {
  private let cluster: KafkaMockCluster

  init() throws {
    cluster = try KafkaMockCluster()
    try cluster.createTopic("t", partitions: 4)
  }

  @Test("a message that is too large is refused by itself; the next one goes through")
  func tooLarge() throws {
    let producer = try KafkaProducer(KafkaSettings(cluster, ["message.max.bytes": "2000"]))
    let large = KafkaRecord(topic: "t", key: "k", value: String(repeating: "x", count: 5000))
    let error = #expect(throws: KafkaError.self) { try producer.send(large) }
    #expect(error?.isMessageTooLarge == true)
    #expect(error?.isFatal == false)
    try producer.send(KafkaRecord(topic: "t", key: "k", value: "small"))
    try producer.flush(timeoutMilliseconds: 10_000)
    #expect(producer.counts.acknowledged == 1)
  }

  @Test("a message that cannot be delivered in time fails with its token and a reason")
  func timedOut() throws {
    try cluster.stopBroker()
    var failures: [Int] = []
    let producer = try KafkaProducer(KafkaSettings(cluster, ["message.timeout.ms": "300"])) { token, _ in failures.append(token) }
    for token in 1...3 { try producer.send(KafkaRecord(topic: "t", key: [1], value: [2], token: token)) }
    try producer.flush(timeoutMilliseconds: 20_000)
    #expect(failures.sorted() == [1, 2, 3])
    #expect(producer.counts.failuresByReason == ["_MSG_TIMED_OUT": 3])
    #expect(producer.counts.lastFailure?.advice?.contains("No answer in time") == true)
  }

  /// By itself it asks for new topics once a second, and a message lives for half of one here.
  @Test("the first message to a topic does not wait for librdkafka to ask where its leaders are")
  func firstMessage() throws {
    let producer = try KafkaProducer(KafkaSettings(cluster, ["message.timeout.ms": "500"]))
    try cluster.createTopic("later", partitions: 1)
    for topic in ["t", "later"] {
      try producer.send(KafkaRecord(topic: topic, key: "k", value: "v"))
      try producer.flush(timeoutMilliseconds: 10_000)
    }
    #expect(producer.counts.acknowledged == 2, "\(producer.counts)")
  }

  @Test("a full queue pushes back, and is thrown when its time is over")
  func queueFull() throws {
    try cluster.stopBroker()
    let producer = try KafkaProducer(KafkaSettings(cluster, ["queue.buffering.max.messages": "10"]))
    for _ in 0..<10 { try producer.send(KafkaRecord(topic: "t", key: "k", value: "v")) }
    let error = #expect(throws: KafkaError.self) {
      try producer.send(KafkaRecord(topic: "t", key: "k", value: "v"), timeoutMilliseconds: 50)
    }
    #expect(error?.name == "_QUEUE_FULL")
    #expect(producer.outstanding == 10)
    #expect(throws: KafkaError.self) { try producer.flush(timeoutMilliseconds: 20) }
    try cluster.startBroker()
    try producer.send(KafkaRecord(topic: "t", key: "k", value: "v"), timeoutMilliseconds: 30_000)
    try producer.flush(timeoutMilliseconds: 30_000)
    #expect(producer.counts.acknowledged == 11)
  }

  @Test("a key goes to the partition that Java clients choose")
  func partitioner() throws {
    // Kafka's Utils.murmur2 with its sign bit cleared, modulo 4; from the fixed values in Kafka's UtilsTest.
    let expected: [(String, Int32)] = [("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536)]
      .map { ($0.0, ($0.1 & 0x7fff_ffff) % 4) }
    let producer = try KafkaProducer(KafkaSettings(cluster))
    for (key, _) in expected { try producer.send(KafkaRecord(topic: "t", key: key, value: key)) }
    try producer.flush(timeoutMilliseconds: 10_000)
    let table = try KafkaTable(KafkaSettings(cluster), topic: "t")
    var found: [String: Int32] = [:]
    try table.load(timeoutMilliseconds: 10_000) { records in
      for record in records { found[String(decoding: record.key!, as: UTF8.self)] = Int32(record.slot) }
    }
    #expect(found == Dictionary(uniqueKeysWithValues: expected))
  }
}
