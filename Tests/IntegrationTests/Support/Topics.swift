import ArresterKafka
import Foundation
import Testing

/// The topics of one test, named after it, so that tests that share a broker do not meet.
struct Topics {
  let broker: Broker
  let input: String
  let findings: String
  let breakers: String
  let audit: String
  let deadLetters: String
  let group: String

  /// Makes them all, the input with so many partitions, breakers compacted.
  init(_ name: String, on broker: Broker, partitions: Int = 1, made: Bool = true) throws {
    self.broker = broker
    input = "\(name).events"
    findings = "\(name).findings"
    breakers = "\(name).breakers"
    audit = "\(name).audit"
    deadLetters = "\(name).deadletter"
    group = "\(name).group"
    try make([KafkaTopic(input, partitions: partitions)])
    guard made else { return }
    let compacted = KafkaTopic(breakers, partitions: 1, properties: ["cleanup.policy": "compact"])
    try make([
      KafkaTopic(findings, partitions: 2), compacted, KafkaTopic(audit, partitions: 1), KafkaTopic(deadLetters, partitions: 1),
    ])
  }

  private func make(_ topics: [KafkaTopic]) throws {
    let administration = try KafkaAdministration(broker.settings)
    defer { administration.close() }
    _ = try administration.create(topics)
    let isThere = try Waiting.until(seconds: 30) { try topics.allSatisfy { try administration.exists($0.name) } }
    try #require(isThere)
  }

  /// Names the output topics to the program.
  var environment: [String: String] {
    [
      "ARRESTER_OUTPUT_FINDINGS": findings, "ARRESTER_OUTPUT_BREAKERS": breakers, "ARRESTER_OUTPUT_AUDIT": audit,
      "ARRESTER_OUTPUT_DEAD_LETTERS": deadLetters,
      "ARRESTER_KAFKA_START_AT": "earliest",
    ]
  }

  /// The arguments that name broker, input and group.
  var arguments: [String] { ["--bootstrap", broker.address, "--topic", input, "--group", group] }

  /// A running service.
  func serve(_ more: [String] = [], environment: [String: String] = [:]) throws -> Program {
    try Program(["serve"] + arguments + more, environment: self.environment.merging(environment) { $1 })
  }

  /// Puts a file into the input topic, as a user would.
  func load(_ file: String) throws {
    let program = try Program.run(["load", "--bootstrap", broker.address, "--topic", input, file])
    try #require(program.status == 0, "\(program.errors)")
  }

  /// All committed records of a topic, in the order of partition and offset.
  func read(_ topic: String) throws -> [TopicRecord] {
    try waitForMarkers(in: topic)
    let table = try KafkaTable(broker.settings, topic: topic)
    defer { table.close() }
    var records: [TopicRecord] = []
    try table.load(timeoutMilliseconds: 90_000) { messages in for message in messages { records.append(TopicRecord(message)) } }
    return records.sorted { ($0.partition, $0.offset) < ($1.partition, $1.offset) }
  }

  /// Kafka acknowledges a transaction before every partition has its marker, and until then who reads what is committed stops short of it.
  /// A transaction that a crash left open is not waited for: its end is the broker's.
  private func waitForMarkers(in topic: String) throws {
    var uncommitted = broker.settings
    uncommitted.properties["isolation.level"] = "read_uncommitted"
    let readers = [try KafkaAdministration(broker.settings), try KafkaAdministration(uncommitted)]
    defer { for reader in readers { reader.close() } }
    _ = try Waiting.until(seconds: 5) {
      try (0..<Int32(readers[0].partitionCount(of: topic))).allSatisfy { number in
        let ends = try readers.map { try $0.watermarks(TopicPartition(topic: topic, partition: number)).high }
        return ends[0] == ends[1]
      }
    }
  }

  /// The verdicts among the committed findings: the text under `unmapped.arrester`, in no particular order.
  /// Of the first finding of each: what became of a trip has no verdict in it.
  func verdicts() throws -> [String] {
    try read(findings).map(\.value).filter { !Verdicts.isFollowUp($0) }.map(Verdicts.line(ofFinding:))
  }

  /// Waits until a role has tripped: what came before it in the same partition is then decided and committed.
  /// - Returns: whether it has, in time.
  func wait(seconds: Double, forTripOf role: String) throws -> Bool {
    try Waiting.until(seconds: seconds) { try Verdicts.principals(verdicts()).contains { $0.hasSuffix("/\(role)") } }
  }

  /// The last record of each key on the breakers topic.
  func board() throws -> [String: [String: Any]] {
    var last: [String: [String: Any]] = [:]
    for record in try read(breakers) {
      last[try #require(record.key)] = try #require(try JSONSerialization.jsonObject(with: Data(record.value.utf8)) as? [String: Any])
    }
    return last
  }

  /// What the group has committed, and where the partitions end, by partition. Only while no member is there.
  func progress(partitions: Int = 1) throws -> (committed: [Int64?], ends: [Int64]) {
    let consumer = try KafkaConsumer(broker.settings, .init(group: group, topics: [input]))
    defer { consumer.close() }
    let all = (0..<Int32(partitions)).map { TopicPartition(topic: input, partition: $0) }
    return (try consumer.committed(all).map(\.offset), try all.map { try consumer.watermarks($0).high })
  }
}

/// A record, copied out of its batch.
struct TopicRecord {
  var partition: Int
  var offset: Int64
  var key: String?
  var value: String

  init(_ message: KafkaMessage) {
    partition = message.slot
    offset = message.offset
    key = message.key.map { String(decoding: $0, as: UTF8.self) }
    value = message.value.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
