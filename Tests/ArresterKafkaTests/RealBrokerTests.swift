import ArresterKafka
import Testing

@Suite(
  "On real brokers", .serialized, .realBrokers,
  .enabled(if: RealBrokers.script != nil, "needs shared/kafka beside the package, or ARRESTER_SHARED"))
struct RealBrokerTests {
  private func settings(_ version: String) throws -> KafkaSettings {
    KafkaSettings(bootstrapServers: try RealBrokers.address(version), clientIdentifier: "test")
  }

  private func create(_ topic: KafkaTopic, _ settings: KafkaSettings) throws {
    let administration = try KafkaAdministration(settings)
    #expect(try administration.create([topic]) == [topic.name])
    administration.close()
  }

  private func open(_ recorder: Recorder, _ settings: KafkaSettings, _ topic: String, endEvents: Bool = false) throws -> KafkaConsumer {
    let consumer = try KafkaConsumer(settings, .init(group: "group-\(topic)", topics: [topic], endEvents: endEvents))
    consumer.delegate = recorder
    return consumer
  }

  @Test("topics are made once, with the broker's defaults or as asked", arguments: RealBrokers.versions)
  func administration(version: String) throws {
    let administration = try KafkaAdministration(settings(version))
    #expect(try !administration.exists("made"))
    let topics = [KafkaTopic("made", partitions: 3, properties: ["cleanup.policy": "compact"]), KafkaTopic("plain")]
    #expect(try administration.create(topics).sorted() == ["made", "plain"])
    #expect(try administration.create(topics) == [])
    var count = 0
    for _ in 0..<100 where count != 3 { count = (try? administration.partitionCount(of: "made")) ?? 0 }
    #expect(count == 3)
    let refused = #expect(throws: KafkaError.self) { try administration.create([KafkaTopic("wide", replicationFactor: 9)]) }
    #expect(refused?.name == "INVALID_REPLICATION_FACTOR")
    let unknown = #expect(throws: KafkaError.self) {
      try administration.create([KafkaTopic("odd", properties: ["cleanup.policy": "perhaps"])])
    }
    #expect(unknown?.name == "INVALID_CONFIG")
    administration.close()
  }

  @Test("a commit's metadata survives, synchronous or not", arguments: RealBrokers.versions)
  func commitMetadata(version: String) throws {
    let settings = try settings(version)
    try create(KafkaTopic("metadata", partitions: 2), settings)
    let recorder = Recorder()
    let consumer = try open(recorder, settings, "metadata")
    #expect(try recorder.poll(consumer) { recorder.assignments.last?.count == 2 })
    let partitions = consumer.partitions
    try consumer.commit([PartitionOffset(partitions[0], offset: 5, metadata: "rewind=2 é")])
    try consumer.commit([PartitionOffset(partitions[1], offset: 6, metadata: "later")])
    let expected = [
      CommittedOffset(partition: partitions[0], offset: 5, metadata: "rewind=2 é"),
      CommittedOffset(partition: partitions[1], offset: 6, metadata: "later"),
    ]
    #expect(try recorder.poll(consumer) { (try? consumer.committed(partitions)) == expected })
    consumer.close()
  }

  @Test("committed messages and offsets are seen, aborted ones never, and the end lies past the markers", arguments: RealBrokers.versions)
  func transactions(version: String) throws {
    let settings = try settings(version)
    try create(KafkaTopic("ledger", partitions: 1), settings)
    let partition = TopicPartition(topic: "ledger", partition: 0)
    let recorder = Recorder()
    let consumer = try open(recorder, settings, "ledger", endEvents: true)
    #expect(try recorder.poll(consumer) { recorder.assignments.last?.count == 1 })
    let producer = try KafkaTransactionalProducer(settings, transactionalIdentifier: "ledger")
    try producer.transaction { transaction throws(KafkaError) in
      try transaction.send(KafkaRecord(topic: "ledger", key: "k", value: "kept"))
    }
    let group = try #require(consumer.groupMetadata)
    let refusal = KafkaError(code: 0, name: "", operation: "body", detail: "no")
    #expect(throws: refusal) {
      try producer.transaction(offsets: [PartitionOffset(partition, offset: 99)], group: group) { transaction throws(KafkaError) in
        try transaction.send(KafkaRecord(topic: "ledger", key: "k", value: "aborted"))
        throw refusal
      }
    }
    try producer.transaction(offsets: [PartitionOffset(partition, offset: 2, metadata: "rewind=1")], group: group) {
      transaction throws(KafkaError) in
      try transaction.send(KafkaRecord(topic: "ledger", key: "k", value: "kept too"))
    }
    // An aborted transaction without a message that reached the broker leaves no marker: the end is what the broker says.
    let end = try consumer.watermarks(partition).high
    #expect(try recorder.poll(consumer) { recorder.ends(of: partition).contains(end) })
    #expect(recorder.values == ["kept", "kept too"])
    #expect(consumer.positions == [PartitionOffset(partition, offset: end)])
    #expect(end > recorder.seen[1].offset + 1)
    #expect(try consumer.committed([partition]) == [CommittedOffset(partition: partition, offset: 2, metadata: "rewind=1")])
    consumer.close()

    let table = try KafkaTable(settings, topic: "ledger")
    var values: [String] = []
    try table.load(timeoutMilliseconds: 20_000) { values += $0.map { String(decoding: $0.value!, as: UTF8.self) } }
    #expect(values == ["kept", "kept too"])
    #expect(table.positions == [PartitionOffset(partition, offset: end)])
  }

  @Test("a second producer fences the first", arguments: RealBrokers.versions)
  func fencing(version: String) throws {
    let settings = try settings(version)
    try create(KafkaTopic("fenced", partitions: 1), settings)
    let first = try KafkaTransactionalProducer(settings, transactionalIdentifier: "same")
    try first.begin()
    try first.send(KafkaRecord(topic: "fenced", key: "k", value: "zombie"))
    let second = try KafkaTransactionalProducer(settings, transactionalIdentifier: "same")
    let error = #expect(throws: KafkaError.self) { try first.commit() }
    #expect(error?.isFatal == true)
    #expect(error?.isFenced == true)
    try second.transaction { transaction throws(KafkaError) in
      try transaction.send(KafkaRecord(topic: "fenced", key: "k", value: "alive"))
    }
    var values: [String] = []
    let table = try KafkaTable(settings, topic: "fenced")
    try table.load(timeoutMilliseconds: 20_000) { values += $0.map { String(decoding: $0.value!, as: UTF8.self) } }
    #expect(values == ["alive"])
  }

  @Test("offsets of a member that has left are refused, and nothing is written", arguments: RealBrokers.versions)
  func staleMember(version: String) throws {
    let settings = try settings(version)
    try create(KafkaTopic("stale", partitions: 1), settings)
    let partition = TopicPartition(topic: "stale", partition: 0)
    let recorder = Recorder()
    let consumer = try open(recorder, settings, "stale")
    #expect(try recorder.poll(consumer) { recorder.assignments.last?.count == 1 })
    let group = try #require(consumer.groupMetadata)
    consumer.close()
    let producer = try KafkaTransactionalProducer(settings, transactionalIdentifier: "stale")
    let error = #expect(throws: KafkaError.self) {
      try producer.transaction(offsets: [PartitionOffset(partition, offset: 1)], group: group) { transaction throws(KafkaError) in
        try transaction.send(KafkaRecord(topic: "stale", key: "k", value: "zombie"))
      }
    }
    #expect(error?.isMembershipLost == true)
    let table = try KafkaTable(settings, topic: "stale")
    #expect(try table.load(timeoutMilliseconds: 20_000) { _ in } == 0)
  }

  @Test("two members share the partitions, and nothing is lost or read twice as the second comes and goes", arguments: RealBrokers.versions)
  func rebalance(version: String) throws {
    let settings = try settings(version)
    try create(KafkaTopic("shared", partitions: 4), settings)
    try settings.produce("shared", numbers(0..<2000))
    let recorders = [Recorder(), Recorder()]
    for recorder in recorders {
      recorder.onRevoke = { consumer in
        do { try consumer.commit(consumer.positions) } catch { Issue.record(error) }
      }
    }
    let first = try open(recorders[0], settings, "shared")
    #expect(try recorders[0].poll(first, maximum: 50) { recorders[0].seen.count >= 300 })
    let second = try open(recorders[1], settings, "shared")
    #expect(
      try recorders[0].poll(first, maximum: 50) {
        _ = try? recorders[1].poll(second, maximum: 50)
        return recorders[0].assignments.last?.count == 2 && recorders[1].assignments.last?.count == 2
      })
    try settings.produce("shared", numbers(2000..<3000))
    #expect(try recorders[1].poll(second, maximum: 50) { recorders[1].seen.count >= 100 })
    second.close()
    #expect(try recorders[0].poll(first) { recorders[0].seen.count + recorders[1].seen.count >= 3000 })
    let values = (recorders[0].values + recorders[1].values).compactMap { $0 }.compactMap { Int($0) }
    #expect(values.count == 3000)
    #expect(Set(values) == Set(0..<3000))
    first.close()
  }

  @Test("a static member that comes back finds its partitions, and the others notice nothing", arguments: RealBrokers.versions)
  func staticMember(version: String) throws {
    let settings = try settings(version)
    try create(KafkaTopic("static", partitions: 2), settings)
    func open(_ recorder: Recorder, _ instance: String) throws -> KafkaConsumer {
      let consumer = try KafkaConsumer(settings, .init(group: "static", topics: ["static"], instanceIdentifier: instance))
      consumer.delegate = recorder
      return consumer
    }
    let staying = Recorder()
    let leaving = Recorder()
    let first = try open(staying, "a")
    let second = try open(leaving, "b")
    let isShared = {
      _ = try? leaving.poll(second)
      return staying.assignments.last?.count == 1 && leaving.assignments.last?.count == 1
    }
    #expect(try staying.poll(first, until: isShared))
    let revocations = staying.revocations.count
    second.close()
    let back = Recorder()
    let again = try open(back, "b")
    #expect(try back.poll(again) { !back.assignments.isEmpty })
    try staying.poll(first)
    #expect(back.assignments.last?.map(\.partition) == leaving.assignments.last?.map(\.partition))
    #expect(staying.revocations.count == revocations)

    // Two members under one name: the one that came first is fenced, and its poll throws.
    let usurping = Recorder()
    let usurper = try open(usurping, "b")
    #expect(try usurping.poll(usurper) { !usurping.assignments.isEmpty })
    let error = #expect(throws: KafkaError.self) { _ = try back.poll(again) { false } }
    #expect(error?.isFenced == true)
    for consumer in [first, again, usurper] { #expect(consumer.close()) }
  }

  @Test("the offset for a time is that of the first message as new", arguments: RealBrokers.versions)
  func offsetsForTimes(version: String) throws {
    let settings = try settings(version)
    try create(KafkaTopic("times", partitions: 1), settings)
    let producer = try KafkaProducer(settings)
    for hour in 0..<5 {
      let time = 1_700_000_000_000 + Int64(hour) * 3_600_000
      try producer.send(KafkaRecord(topic: "times", key: "k", value: "\(hour)", timestampMilliseconds: time))
    }
    try producer.flush(timeoutMilliseconds: 10_000)
    let recorder = Recorder()
    let consumer = try open(recorder, settings, "times")
    let partition = [TopicPartition(topic: "times", partition: 0)]
    let hour: Int64 = 3_600_000_000_000
    #expect(try consumer.offsets(for: partition, at: 1_700_000_000_000_000_000 + 2 * hour) == [2])
    #expect(try consumer.offsets(for: partition, at: 1_700_000_000_000_000_000 + 2 * hour + 1_000_000) == [3])
    #expect(try consumer.offsets(for: partition, at: 1_700_000_000_000_000_000 + 9 * hour) == [nil])
    consumer.close()
  }

  @Test("a message that the broker finds too large fails by itself, and spoils one transaction at once", arguments: RealBrokers.versions)
  func tooLarge(version: String) throws {
    let settings = try settings(version)
    try create(KafkaTopic("small", partitions: 1, properties: ["max.message.bytes": "2000"]), settings)
    let large = String(repeating: "x", count: 5000)
    var failures: [KafkaError] = []
    let producer = try KafkaProducer(settings) { _, error in failures.append(error) }
    try producer.send(KafkaRecord(topic: "small", key: "k", value: large))
    try producer.flush(timeoutMilliseconds: 20_000)
    try producer.send(KafkaRecord(topic: "small", key: "k", value: "fits"))
    try producer.flush(timeoutMilliseconds: 20_000)
    #expect(failures.map(\.isMessageTooLarge) == [true])
    #expect(producer.counts.acknowledged == 1)
    let transactional = try KafkaTransactionalProducer(settings, transactionalIdentifier: "small")
    var attempts = 0
    let error = #expect(throws: KafkaError.self) {
      try transactional.transaction { transaction throws(KafkaError) in
        attempts += 1
        try transaction.send(KafkaRecord(topic: "small", key: "k", value: large))
      }
    }
    #expect(error?.isMessageTooLarge == true)
    #expect(attempts == 1)
    try transactional.transaction { transaction throws(KafkaError) in
      try transaction.send(KafkaRecord(topic: "small", key: "k", value: "fits again"))
    }
  }
}
