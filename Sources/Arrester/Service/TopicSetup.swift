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
    var missing: [KafkaTopic] = []
    for topic in wanted where !(try administration.exists(topic.name)) { missing.append(topic) }
    guard !missing.isEmpty else { return counts }
    guard options.configuration.kafka.createTopics else { throw MissingTopics(names: missing.map(\.name)) }
    let made = try administration.create(missing)
    for topic in missing { try waitUntilServed(topic.name, administration) }
    log.info("made topics", ["names": .text(made.joined(separator: ","))])
    return counts
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

  private var wanted: [KafkaTopic] {
    let output = options.configuration.output
    let findings = [KafkaTopic(output.findings), KafkaTopic(output.deadLetters)]
    let breakers = KafkaTopic(output.breakers, partitions: 1, properties: ["cleanup.policy": "compact"])
    return options.isUntilEnd ? findings : findings + [breakers]
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
