import ArresterBase
import ArresterBreaker
import ArresterKafka
import Testing

@testable import Arrester

@Suite("An audit topic")
struct AuditTopicTests {
  @Test("is read to its end over all partitions, and says where a record was dropped")
  func verifies() throws {
    let cluster = try KafkaMockCluster(brokers: 1)
    try cluster.createTopic("audit", partitions: 3)
    let settings = ArresterKafka.KafkaSettings(bootstrapServers: cluster.bootstrapServers)
    let chains = try ["a", "b", "c", "d"].map { try AuditRecords.chain($0, at: 0, entries: 20).records }
    let producer = try KafkaProducer(settings)
    for chain in chains.dropLast() { for record in chain { try send(record, producer) } }
    for record in chains[3] where record.sequence != 7 { try send(record, producer) }
    try producer.flush(timeoutMilliseconds: 10_000)
    producer.close()
    let report = try AuditVerification.topic("audit", settings, AuditVerifier.Options())
    #expect(report.chains.count == 4)
    #expect(report.records == chains.joined().count - 1)
    #expect(report.findings.map(\.kind) == [.dropped])
    #expect(report.findings.first?.sequence == 7)
    guard case .offset(topic: "audit", partition: _, offset: _) = report.findings.first?.place else {
      Issue.record("the place is no offset: \(report.findings)")
      return
    }
    let tails = try AuditTopic.tails(settings, topic: "audit")
    #expect(tails.tail(ofInstance: "b")?.hash == chains[1].last?.hash)
  }

  private func send(_ record: AuditRecord, _ producer: KafkaProducer) throws {
    try producer.send(KafkaRecord(topic: "audit", key: record.key, value: record.bytes))
  }
}
