import ArresterBase
import ArresterKafka
import Foundation
import Testing

@Suite(
  "On a broker that grants nothing by itself", .serialized, .securedBrokers,
  .enabled(if: SharedFolder.kafkaScript != nil, Comment(rawValue: SharedFolder.absent)))
final class SecuredBrokerTests {
  private let rules: [AccessRule]

  init() throws { rules = try AccessRule.documented() }

  @Test(
    "with the documented permissions and no other an agent is tripped, over TLS, and no secret is in any line that is printed",
    arguments: [("4.3.1", "PLAIN"), ("3.9.2", "PLAIN"), ("3.9.2", "SCRAM-SHA-512")])
  func granted(version: String, mechanism: String) throws {
    let broker = try SecuredBrokersTrait.broker(version)
    let tripped = try findings(broker)
    try prepare(broker)
    let service = try SecuredService(broker, mechanism: mechanism)
    #expect(service.says(#""message":"trip""#), "\(service.program.errors)")
    try service.leave()
    #expect(service.program.status == 0, "\(service.program.errors)")
    #expect(try findings(broker) == tripped + 1)
    expectNoSecrets(in: service.program)
  }

  /// The audit topic is read in the rarest case only, where a commit's outcome is unknown; the baselines topic once something is there.
  @Test("without one of them the service says which, and trips nobody in silence")
  func missing() throws {
    #expect(rules.count == 7, "\(rules)")
    let broker = try SecuredBrokersTrait.broker("4.3.1")
    try prepare(broker)
    for rule in rules where !["arrester.audit", "arrester.baselines"].contains(rule.name) {
      try broker.take(rule)
      let service = try SecuredService(broker)
      #expect(service.says("AUTHORIZATION_FAILED") && service.says("Grant this user"), "without \(rule): \(service.program.errors)")
      #expect(!service.program.errors.contains(#""message":"trip""#), "without \(rule)")
      if service.program.isRunning { service.program.kill() }
      expectNoSecrets(in: service.program)
      try broker.grant(rule)
    }
    let service = try SecuredService(broker)
    #expect(service.says(#""message":"trip""#), "with all of them again: \(service.program.errors)")
    try service.leave()
  }

  @Test("a wrong password ends it with what to check, without the password; and whoever is granted nothing reads no record")
  func strangers() throws {
    let broker = try SecuredBrokersTrait.broker("4.3.1")
    try prepare(broker)
    let wrong = "not-the-password-but-secret-all-the-same"
    let service = try SecuredService(broker, password: wrong)
    #expect(service.program.waitForEnd(seconds: 60) && service.program.status == 1, "\(service.program.errors)")
    #expect(service.program.errors.contains("Check user, password and sasl.mechanisms"), "\(service.program.errors)")
    #expect(!service.program.errors.contains(wrong))
    for topic in ["events", "arrester.breakers", "arrester.audit"] {
      #expect(throws: KafkaError.self, "\(topic)") {
        let table = try KafkaTable(broker.settings("stranger"), topic: topic)
        defer { table.close() }
        try table.load(timeoutMilliseconds: 10_000) { _ in }
      }
    }
    let producer = try KafkaProducer(broker.settings("stranger"))
    defer { producer.close() }
    _ = try? producer.send(KafkaRecord(topic: "arrester.breakers", key: "k", value: "v"))
    _ = try? producer.flush(timeoutMilliseconds: 10_000)
    #expect(producer.counts.acknowledged == 0)
  }

  /// The documented permissions, and an agent of its own that stops the audit log, some seconds ago.
  private func prepare(_ broker: SecuredBroker) throws {
    for rule in rules { try broker.grant(rule) }
    let agent = "claude-agent-\(UUID().uuidString.prefix(8).lowercased())"
    let second = Int(SystemClock().now() / Timestamp.nanosecondsPerSecond) - 60
    let producer = try KafkaProducer(broker.settings("admin"))
    defer { producer.close() }
    for event in Story.oneStrike.events(role: agent, second: second, label: agent) {
      try producer.send(KafkaRecord(topic: "events", key: event.principal, value: event.line))
    }
    try producer.flush(timeoutMilliseconds: 30_000)
  }

  /// How many trips stand on the findings topic.
  private func findings(_ broker: SecuredBroker) throws -> Int {
    let table = try KafkaTable(broker.settings("admin"), topic: "arrester.findings")
    defer { table.close() }
    var trips = 0
    try table.load(timeoutMilliseconds: 30_000) { messages in
      for message in messages {
        let text = message.value.map { String(decoding: $0, as: UTF8.self) } ?? ""
        if text.contains(#""type":"trip""#), !Verdicts.isFollowUp(text) { trips += 1 }
      }
    }
    return trips
  }

  private func expectNoSecrets(in program: Program) {
    for secret in [SecuredBroker.password, SecuredService.recordKey] {
      #expect(!program.errors.contains(secret) && !program.output.contains(secret))
    }
  }
}
