import ArresterKafka
import Testing

@Suite("The producer for any thread, on the embedded cluster", .serialized)
struct AcknowledgedProducerTests {
  private let cluster: KafkaMockCluster

  init() throws {
    cluster = try KafkaMockCluster()
    try cluster.createTopic("t", partitions: 1)
  }

  private func records(_ count: Int, bytes: Int = 10) -> [KafkaRecord] {
    (0..<count).map { KafkaRecord(topic: "t", key: "\($0)", value: String(repeating: "x", count: bytes)) }
  }

  private func count() throws -> Int {
    let table = try KafkaTable(KafkaSettings(cluster), topic: "t")
    defer { table.close() }
    return try table.load(timeoutMilliseconds: 20_000) { _ in }
  }

  @Test("many that send at once are all answered, and everything is in the topic by then")
  func concurrently() async throws {
    let producer = AcknowledgedProducer(KafkaSettings(cluster))
    defer { producer.close() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { try await producer.send(records(5)) } }
      try await group.waitForAll()
    }
    #expect(try count() == 100)
  }

  @Test("one record that is too large is named by its place, and the others arrive")
  func tooLarge() async throws {
    let producer = AcknowledgedProducer(KafkaSettings(cluster, ["message.max.bytes": "2000"]))
    defer { producer.close() }
    let error = await #expect(throws: AcknowledgementError.self) {
      try await producer.send(records(2) + records(1, bytes: 5000) + records(1))
    }
    guard case .refused(let refused) = error else {
      Issue.record("it was \(String(describing: error))")
      return
    }
    #expect(refused.map(\.index) == [2] && refused.allSatisfy(\.error.isMessageTooLarge))
    #expect(try count() == 3)
  }

  @Test("where the brokers are away, what is sent is not acknowledged; where they are back, the next is")
  func away() async throws {
    let producer = AcknowledgedProducer(KafkaSettings(cluster), patienceMilliseconds: 500)
    defer { producer.close() }
    try cluster.stopBroker()
    await #expect(throws: AcknowledgementError.self) { try await producer.send(records(1)) }
    try cluster.startBroker()
    var isBack = false
    for _ in 0..<40 where !isBack { isBack = (try? await producer.send(records(1))) != nil }
    #expect(isBack)
  }

  @Test("what does not fit beside what waits is refused at once")
  func full() async throws {
    let producer = AcknowledgedProducer(KafkaSettings(cluster), patienceMilliseconds: 2000, mostWaitingBytes: 1000)
    defer { producer.close() }
    try cluster.stopBroker()
    let first = Task { try await producer.send(records(1, bytes: 900)) }
    while producer.waitingBytes == 0 { await Task.yield() }
    let error = await #expect(throws: AcknowledgementError.self) { try await producer.send(records(1, bytes: 200)) }
    guard case .full = error else {
      Issue.record("it was \(String(describing: error))")
      return
    }
    _ = try? await first.value
  }

  @Test("closed, it takes nothing more")
  func closed() async throws {
    let producer = AcknowledgedProducer(KafkaSettings(cluster))
    producer.close()
    await #expect(throws: AcknowledgementError.self) { try await producer.send(records(1)) }
  }
}
