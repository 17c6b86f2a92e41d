import ArresterBase
import ArresterConfiguration
import ArresterKafka
import Glibc

/// Sees to it that the topics that are written exist.
struct TopicSetup {
  let options: ServiceOptions
  let log: Log

  /// - Returns: how many partitions each input topic has, in the configuration's order.
  /// - Throws: `MissingTopics` where some are missing and `kafka.createTopics` is false.
  func prepare(_ settings: ArresterKafka.KafkaSettings) throws -> [Int] {
    let administration = try KafkaAdministration(settings)
    defer { administration.close() }
    let counts = try options.configuration.kafka.topics.map { try administration.partitionCount(of: $0) }
    let isMade = options.configuration.kafka.createTopics
    var missing: [KafkaTopic] = []
    for topic in isMade ? wanted + wished : wanted where !(try administration.exists(topic.name)) { missing.append(topic) }
    guard !missing.isEmpty else { return counts }
    guard isMade else { throw MissingTopics(names: missing.map(\.name)) }
    let made = try administration.create(missing)
    for topic in missing { try waitUntilServed(topic.name, administration) }
    log.info("made topics", ["names": .text(made.joined(separator: ","))])
    return counts
  }

  /// Whether what is learnt of principals is kept. A topic that is missing keeps nobody from deciding.
  func hasBaselines(_ settings: ArresterKafka.KafkaSettings) throws -> Bool {
    guard !options.isUntilEnd, options.model.engine.baseline != nil else { return false }
    let administration = try KafkaAdministration(settings)
    defer { administration.close() }
    let topic = options.configuration.output.baselines
    if try administration.exists(topic) { return true }
    log.warning("there is no topic for baselines: they are learnt anew at each start", ["topic": .text(topic)])
    return false
  }

  /// A topic that was just made has no leader for a moment, and whoever asks then is refused.
  private func waitUntilServed(_ topic: String, _ administration: KafkaAdministration) throws(KafkaError) {
    let deadline = SystemClock.monotonic() + TopicSetup.patienceSeconds * Timestamp.nanosecondsPerSecond
    while true {
      do throws(KafkaError) {
        for partition in 0..<Int32(try administration.partitionCount(of: topic)) {
          _ = try administration.watermarks(TopicPartition(topic: topic, partition: partition))
        }
        return
      } catch {
        guard SystemClock.monotonic() < deadline else { throw error }
        usleep(50_000)
      }
    }
  }

  private static let patienceSeconds: Int64 = 30

  /// Not needed, but made where topics are.
  private var wished: [KafkaTopic] {
    guard !options.isUntilEnd, options.model.engine.baseline != nil else { return [] }
    return [KafkaTopic(options.configuration.output.baselines, partitions: 1, properties: ["cleanup.policy": "compact"])]
  }

  private var wanted: [KafkaTopic] {
    let output = options.configuration.output
    let findings = [KafkaTopic(output.findings), KafkaTopic(output.deadLetters)]
    let breakers = KafkaTopic(output.breakers, partitions: 1, properties: ["cleanup.policy": "compact"])
    // The audit log is kept for ever; its chains need no order between them.
    let audit = KafkaTopic(output.audit, properties: ["retention.ms": "-1", "cleanup.policy": "delete"])
    return options.isUntilEnd ? findings : findings + [breakers, audit] + options.configuration.commandTopics.map { KafkaTopic($0) }
  }
}

/// Topics that are to be written do not exist.
public struct MissingTopics: Error, CustomStringConvertible {
  public var names: [String]

  public var description: String {
    "these topics do not exist: \(names.joined(separator: ", ")); create them, or set kafka.createTopics: true"
      + " (ARRESTER_KAFKA_CREATE_TOPICS=true) to have them made"
  }
}
