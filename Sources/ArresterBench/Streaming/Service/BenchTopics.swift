import Arrester
import ArresterBase
import ArresterConfiguration
import ArresterKafka
import Glibc

/// The cluster that a measurement runs against, and the topics that it made there. Belongs to the thread that makes it.
///
/// Without an address it is librdkafka's embedded cluster, which keeps 5 MB a partition: rates are bounded by that.
final class BenchTopics {
  let bootstrapServers: String
  /// For every client.
  let properties: [String: String]
  let run: String
  private let embedded: KafkaMockCluster?
  private(set) var made: [String] = []
  private(set) var partitionCounts: [String: Int] = [:]

  static let embeddedPartitionBytes = 5_000_000

  /// - Parameters:
  ///   - bootstrap: nil for the embedded cluster.
  ///   - properties: for librdkafka: what security the cluster asks for, say.
  init(bootstrap: String?, properties: [String: String]) throws {
    self.properties = properties
    run = BenchTopics.makeRunName()
    embedded = bootstrap == nil ? try KafkaMockCluster() : nil
    bootstrapServers = bootstrap ?? embedded?.bootstrapServers ?? ""
  }

  var isEmbedded: Bool { embedded != nil }

  /// Whether the brokers share this machine's cores.
  var isLocal: Bool {
    bootstrapServers.split(separator: ",").allSatisfy { $0.hasPrefix("127.") || $0.hasPrefix("localhost:") || $0.hasPrefix("[::1]") }
  }

  /// For clients that consume. The embedded cluster answers a fetch that found nothing only when its time is over, whatever has come
  /// meanwhile; a real broker answers at once.
  var consumerProperties: [String: String] {
    isEmbedded ? properties.merging(["fetch.wait.max.ms": "5"]) { $1 } : properties
  }

  var consumerSettings: ArresterKafka.KafkaSettings { settings(consumerProperties) }

  func settings(_ more: [String: String] = [:]) -> ArresterKafka.KafkaSettings {
    ArresterKafka.KafkaSettings(
      bootstrapServers: bootstrapServers, clientIdentifier: "arrester-bench", properties: properties.merging(more) { $1 })
  }

  /// A name that belongs to this run.
  func name(_ part: String) -> String { "arrester-bench-\(run)-\(part)" }

  /// Makes a topic that is removed at the end.
  func make(_ name: String, partitions: Int, properties: [String: String] = [:]) throws {
    if let embedded {
      try embedded.createTopic(name, partitions: partitions)
    } else {
      let administration = try KafkaAdministration(settings())
      defer { administration.close() }
      try administration.create([KafkaTopic(name, partitions: partitions, properties: properties)])
      made.append(name)
      try waitUntilServed(name, administration)
    }
    partitionCounts[name] = partitions
  }

  /// - Throws: `BenchError` where there is no such topic, and what Kafka says.
  func require(_ name: String, _ advice: String) throws {
    let administration = try KafkaAdministration(settings())
    defer { administration.close() }
    do throws(KafkaError) { partitionCounts[name] = try administration.partitionCount(of: name) } catch {
      guard error.isUnknownTopic else { throw error }
      throw BenchError("there is no topic \(name) at \(bootstrapServers); \(advice)")
    }
  }

  /// Removes what was made.
  /// - Returns: what could not be removed, and why.
  func removeAll() -> String? {
    guard !made.isEmpty else { return nil }
    do {
      let administration = try KafkaAdministration(settings())
      defer { administration.close() }
      try administration.delete(made)
      return nil
    } catch {
      return "topics were left behind: \(made.joined(separator: ", ")) (\(error))"
    }
  }

  /// A topic that was just made has no leader for a moment.
  private func waitUntilServed(_ name: String, _ administration: KafkaAdministration) throws {
    let deadline = SystemClock.monotonic() + BenchTopics.patienceNanoseconds
    while true {
      do throws(KafkaError) {
        for partition in 0..<Int32(try administration.partitionCount(of: name)) {
          _ = try administration.watermarks(TopicPartition(topic: name, partition: partition))
        }
        return
      } catch {
        guard SystemClock.monotonic() < deadline else { throw error }
        usleep(50_000)
      }
    }
  }

  private static let patienceNanoseconds = 30 * Timestamp.nanosecondsPerSecond

  /// Eight hexadecimal digits. Not from the seed: two runs against one service must have different agents.
  private static func makeRunName() -> String {
    let text = String(UInt32.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 8 - text.count) + text
  }
}
