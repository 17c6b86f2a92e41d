import ArresterKafka
import Testing

@Suite("Topics as tables, and their administration, on the embedded cluster", .serialized)
struct TableTests {
  private let cluster: KafkaMockCluster

  init() throws {
    cluster = try KafkaMockCluster()
    try cluster.createTopic("state", partitions: 3)
  }

  @Test("a table holds all that was there at the start, and then follows")
  func follow() throws {
    try KafkaSettings(cluster).produce("state", numbers(0..<100))
    let table = try KafkaTable(KafkaSettings(cluster), topic: "state")
    #expect(table.partitionCount == 3)
    #expect(!table.isLoaded)
    var state: [String: String?] = [:]
    func apply(_ records: UnsafeBufferPointer<KafkaMessage>) {
      for record in records {
        state.updateValue(record.value.map { String(decoding: $0, as: UTF8.self) }, forKey: String(decoding: record.key!, as: UTF8.self))
      }
    }
    #expect(try table.load(timeoutMilliseconds: 20_000, apply) == 100)
    #expect(table.isLoaded)
    #expect(state.count == 100)
    #expect(state["k42"] == "42")

    let producer = try KafkaProducer(KafkaSettings(cluster))
    try producer.send(KafkaRecord(topic: "state", key: "k42", value: nil))
    try producer.flush(timeoutMilliseconds: 10_000)
    var count = 0
    for _ in 0..<200 where count == 0 { count += try table.poll(timeoutMilliseconds: 50, apply) }
    #expect(count == 1)
    #expect(state["k42"] == .some(nil))
    #expect(table.close())
  }

  @Test("an empty table is loaded at once")
  func empty() throws {
    let table = try KafkaTable(KafkaSettings(cluster), topic: "state")
    #expect(try table.load(timeoutMilliseconds: 10_000) { _ in } == 0)
    #expect(table.isLoaded)
  }

  @Test("a table whose brokers hang is not loaded, and says which partitions are missing")
  func hanging() throws {
    try KafkaSettings(cluster).produce("state", numbers(0..<100))
    let table = try KafkaTable(KafkaSettings(cluster), topic: "state")
    try cluster.stopBroker()
    // What was fetched before the broker went is not enough, or everything: only a table that is not loaded must say so.
    do {
      try table.load(timeoutMilliseconds: 200) { _ in }
      #expect(table.isLoaded)
    } catch {
      #expect(error.isTimeout && error.detail.contains("not read to their ends"))
      #expect(!table.isLoaded)
    }
  }

  @Test("a missing topic is an error for a table, and no for administration")
  func missing() throws {
    cluster.setError(3, ofTopic: "state")
    let error = #expect(throws: KafkaError.self) { _ = try KafkaTable(KafkaSettings(cluster), topic: "state") }
    #expect(error?.isUnknownTopic == true)
    let administration = try KafkaAdministration(KafkaSettings(cluster))
    #expect(try !administration.exists("state"))
    cluster.setError(0, ofTopic: "state")
    #expect(try administration.exists("state"))
    #expect(try administration.partitionCount(of: "state") == 3)
  }

  @Test("without a broker, administration says so")
  func unreachable() throws {
    try cluster.stopBroker()
    let administration = try KafkaAdministration(KafkaSettings(cluster))
    let error = #expect(throws: KafkaError.self) { try administration.exists("state", timeoutMilliseconds: 300) }
    #expect(error?.advice != nil)
    #expect(error?.isRetriable == true)
  }
}
