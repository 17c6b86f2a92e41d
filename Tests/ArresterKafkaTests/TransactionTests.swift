import ArresterKafka
import Glibc
import Testing

@Suite("Transactions, on the embedded cluster", .serialized)
struct TransactionTests {
  private let cluster: KafkaMockCluster
  private let partition = TopicPartition(topic: "in", partition: 0)

  init() throws {
    cluster = try KafkaMockCluster()
    try cluster.createTopic("in", partitions: 1)
    try cluster.createTopic("out", partitions: 1)
  }

  private func makeProducer() throws -> KafkaTransactionalProducer {
    try KafkaTransactionalProducer(KafkaSettings(cluster), transactionalIdentifier: "x")
  }

  private func valuesOfOut() throws -> [String] {
    var values: [String] = []
    let table = try KafkaTable(KafkaSettings(cluster), topic: "out")
    try table.load(timeoutMilliseconds: 10_000) { records in
      values += records.map { String(decoding: $0.value!, as: UTF8.self) }
    }
    return values
  }

  /// The embedded cluster takes such offsets and forgets them: reading them back is a test against real brokers.
  @Test("messages are committed together with offsets")
  func offsets() throws {
    let recorder = Recorder()
    let consumer = try KafkaConsumer(KafkaSettings(cluster), .init(group: "g", topics: ["in"]))
    consumer.delegate = recorder
    #expect(try recorder.poll(consumer) { !recorder.assignments.isEmpty })
    let producer = try makeProducer()
    let offset = PartitionOffset(partition, offset: 4, metadata: "rewind=1")
    try producer.transaction(offsets: [offset], group: consumer.groupMetadata) { transaction throws(KafkaError) in
      try transaction.send(KafkaRecord(topic: "out", key: "k", value: "v"))
    }
    #expect(try valuesOfOut() == ["v"])
    #expect(producer.counts.acknowledged == 1)
    consumer.close()
    producer.close()
  }

  @Test("an abortable error repeats the whole, body included")
  func repeated() throws {
    let producer = try makeProducer()
    // TOPIC_AUTHORIZATION_FAILED for the partition's registration: librdkafka asks for an abort.
    cluster.fail(.addPartitionsToTransaction, with: [29])
    var attempts: [Int] = []
    try producer.transaction { transaction throws(KafkaError) in
      attempts.append(transaction.attempt)
      try transaction.send(KafkaRecord(topic: "out", key: "k", value: "\(transaction.attempt)"))
    }
    #expect(attempts == [1, 2])
    #expect(try valuesOfOut() == ["2"])
    producer.close()
  }

  @Test("what can never be delivered is not repeated, though its report was not read yet when the commit was refused")
  func unreadReport() throws {
    let producer = try makeProducer()
    cluster.fail(.produce, with: [10])
    var attempts = 0
    #expect(throws: KafkaError.self) {
      try producer.transaction { transaction throws(KafkaError) in
        attempts += 1
        try transaction.send(KafkaRecord(topic: "out", key: "k", value: "v"))
        // The broker's answer MSG_SIZE_TOO_LARGE arrives meanwhile.
        usleep(300_000)
      }
    }
    #expect(attempts == 1)
    #expect(try valuesOfOut() == [])
    producer.close()
  }

  @Test("what the body throws aborts once, and the producer can be used again")
  func bodyThrows() throws {
    let producer = try makeProducer()
    let refusal = KafkaError(code: 0, name: "", operation: "body", detail: "no")
    var attempts = 0
    #expect(throws: refusal) {
      try producer.transaction { _ throws(KafkaError) in
        attempts += 1
        throw refusal
      }
    }
    #expect(attempts == 1)
    try producer.transaction { transaction throws(KafkaError) in
      try transaction.send(KafkaRecord(topic: "out", key: "k", value: "after"))
    }
    #expect(try valuesOfOut() == ["after"])
    producer.close()
  }

  @Test("a member that lost its place is not repeated")
  func membershipLost() throws {
    let recorder = Recorder()
    let consumer = try KafkaConsumer(KafkaSettings(cluster), .init(group: "g", topics: ["in"]))
    consumer.delegate = recorder
    #expect(try recorder.poll(consumer) { !recorder.assignments.isEmpty })
    let producer = try makeProducer()
    cluster.fail(.transactionOffsetCommit, with: [22])
    var attempts = 0
    let error = #expect(throws: KafkaError.self) {
      try producer.transaction(offsets: [PartitionOffset(partition, offset: 1)], group: consumer.groupMetadata) { _ in attempts += 1 }
    }
    #expect(error?.isMembershipLost == true)
    #expect(attempts == 1)
    #expect(try consumer.committed([partition])[0].offset == nil)
    consumer.close()
    producer.close()
  }

  @Test("being fenced is fatal, said so, and not repeated")
  func fenced() throws {
    let producer = try makeProducer()
    cluster.fail(.addPartitionsToTransaction, with: [90])
    var attempts = 0
    let error = #expect(throws: KafkaError.self) {
      try producer.transaction { transaction throws(KafkaError) in
        attempts += 1
        try transaction.send(KafkaRecord(topic: "out", key: "k", value: "v"))
      }
    }
    #expect(error?.isFatal == true)
    #expect(error?.isFenced == true)
    #expect(attempts == 1)
    producer.close()
  }

  @Test("no coordinator in time is an error, not a hang")
  func noCoordinator() throws {
    try cluster.stopBroker()
    let error = #expect(throws: KafkaError.self) {
      _ = try KafkaTransactionalProducer(KafkaSettings(cluster), transactionalIdentifier: "x", timeoutMilliseconds: 300)
    }
    #expect(error?.isTimeout == true)
  }
}
