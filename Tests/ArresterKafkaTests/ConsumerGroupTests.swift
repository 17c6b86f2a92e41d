import ArresterKafka
import Testing

@Suite("Consumer groups, on the embedded cluster", .serialized)
struct ConsumerGroupTests {
  private let cluster: KafkaMockCluster
  private let zero = TopicPartition(topic: "events", partition: 0)
  private let one = TopicPartition(topic: "events", partition: 1)

  init() throws {
    cluster = try KafkaMockCluster()
    try cluster.createTopic("events", partitions: 2)
  }

  private func makeConsumer(_ recorder: Recorder, instance: String? = nil) throws -> KafkaConsumer {
    // The embedded coordinator waits for further members as long as a session lasts.
    let settings = KafkaSettings(cluster, ["session.timeout.ms": "6000", "heartbeat.interval.ms": "500"])
    let consumer = try KafkaConsumer(settings, .init(group: "g", topics: ["events"], instanceIdentifier: instance))
    consumer.delegate = recorder
    return consumer
  }

  @Test("a committed offset comes back with its metadata, to its group and to the next assignment")
  func metadata() throws {
    let first = Recorder()
    let consumer = try makeConsumer(first)
    #expect(try first.poll(consumer) { !first.assignments.isEmpty })
    #expect(first.assignments == [[zero, one].map { CommittedOffset(partition: $0, offset: nil, metadata: nil) }])
    try consumer.commit([PartitionOffset(zero, offset: 7, metadata: "rewind=3 é")])
    try consumer.commit([PartitionOffset(one, offset: 9)])
    let expected = [
      CommittedOffset(partition: zero, offset: 7, metadata: "rewind=3 é"), CommittedOffset(partition: one, offset: 9, metadata: nil),
    ]
    #expect(try first.poll(consumer) { (try? consumer.committed([zero, one])) == expected })
    #expect(consumer.close())
    #expect(first.revocations.map(\.partitions) == [[zero, one]])

    let second = Recorder()
    let successor = try makeConsumer(second)
    #expect(try second.poll(successor) { !second.assignments.isEmpty })
    #expect(second.assignments == [expected])
    successor.close()
  }

  @Test("reading starts where the owner says, below the committed offset")
  func rewind() throws {
    let producer = try KafkaProducer(KafkaSettings(cluster))
    for number in 0..<20 { try producer.send(KafkaRecord(topic: "events", key: "same", value: "\(number)")) }
    try producer.flush(timeoutMilliseconds: 10_000)
    let recorder = Recorder()
    let consumer = try makeConsumer(recorder)
    #expect(try recorder.poll(consumer) { recorder.seen.count == 20 })
    let partition = TopicPartition(topic: "events", partition: recorder.seen[0].partition)
    try consumer.commit([PartitionOffset(partition, offset: 15, metadata: "4")])
    consumer.close()

    let again = Recorder()
    again.start = { committed in committed.metadata.flatMap { Int64($0) }.map { .offset($0) } ?? .latest }
    let successor = try makeConsumer(again)
    #expect(try again.poll(successor) { again.seen.count >= 16 })
    #expect(again.values == numbers(4..<20))
    successor.close()
  }

  @Test("the owner may commit while its partitions are taken away")
  func commitOnRevoke() throws {
    let recorder = Recorder()
    let consumer = try makeConsumer(recorder)
    #expect(try recorder.poll(consumer) { !recorder.assignments.isEmpty })
    let zero = self.zero
    recorder.onRevoke = { consumer in
      do { try consumer.commit([PartitionOffset(zero, offset: 3)]) } catch { Issue.record(error) }
    }
    consumer.close()
    let later = Recorder()
    let successor = try makeConsumer(later)
    #expect(try later.poll(successor) { !later.assignments.isEmpty })
    #expect(later.assignments[0][0].offset == 3)
    successor.close()
  }

  @Test("a refused commit is thrown")
  func refusedCommit() throws {
    let recorder = Recorder()
    let consumer = try makeConsumer(recorder)
    #expect(try recorder.poll(consumer) { !recorder.assignments.isEmpty })
    cluster.fail(.offsetCommit, with: [12])
    let error = #expect(throws: KafkaError.self) { try consumer.commit([PartitionOffset(zero, offset: 3, metadata: "m")]) }
    #expect(error?.name == "OFFSET_METADATA_TOO_LARGE")
    consumer.close()
  }

  @Test("partitions and watermarks are those of the topic")
  func queries() throws {
    let recorder = Recorder()
    let consumer = try makeConsumer(recorder)
    try KafkaSettings(cluster).produce("events", numbers(0..<50))
    #expect(try consumer.partitions(of: "events") == [zero, one])
    let marks = try [zero, one].map { try consumer.watermarks($0) }
    #expect(marks.map(\.low) == [0, 0])
    #expect(marks.map(\.high).reduce(0, +) == 50)
    consumer.close()
  }
}
