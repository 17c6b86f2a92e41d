import ArresterKafka
import Foundation
import Testing

/// One real broker, by the shared script, in a temporary folder.
struct Broker: Sendable {
  static let versions = ["4.3.1", "3.9.2"]

  let address: String
  private let folder: String

  static func start(version: String) throws -> Broker {
    let folder = NSTemporaryDirectory() + "arrester-broker-\(UUID().uuidString)"
    let output = try run(["start", folder, "--version", version])
    return Broker(address: output.split(separator: "\n").last.map(String.init) ?? "", folder: folder)
  }

  /// SIGKILL: no goodbye.
  func kill() throws { _ = try Broker.run(["kill", folder]) }

  /// Starts it again, on the same data and port.
  func resume() throws { _ = try Broker.run(["resume", folder]) }

  /// What Kafka's own tool says of a topic.
  func describe(_ topic: String) throws -> String {
    try Broker.run(["tool", folder, "topics", "--describe", "--topic", topic])
  }

  /// Stops it and removes its data.
  func remove() {
    _ = try? Broker.run(["stop", folder])
    try? FileManager.default.removeItem(atPath: folder)
  }

  var settings: KafkaSettings {
    KafkaSettings(bootstrapServers: address, clientIdentifier: "test", properties: ["reconnect.backoff.max.ms": "200"])
  }

  /// Runs the shared script.
  /// - Returns: what it printed.
  static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: try #require(SharedFolder.kafkaScript))
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "kafka \(arguments): \(text)")
    return text
  }
}

/// Starts one broker of each version before the suite, for all of its tests, and removes them after it.
struct BrokersTrait: SuiteTrait, TestScoping {
  @TaskLocal static var brokers: [String: Broker] = [:]

  func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
    var brokers: [String: Broker] = [:]
    defer { for broker in brokers.values { broker.remove() } }
    for version in Broker.versions { brokers[version] = try Broker.start(version: version) }
    try await BrokersTrait.$brokers.withValue(brokers) { try await function() }
  }
}

extension Trait where Self == BrokersTrait {
  static var brokers: BrokersTrait { BrokersTrait() }
}

/// Everything here runs the built program as a process against real brokers, one test after the other.
@Suite(
  "The program on real brokers", .serialized, .brokers,
  .enabled(if: SharedFolder.kafkaScript != nil, Comment(rawValue: SharedFolder.absent)))
struct ProgramTests {
  static func broker(_ version: String = "4.3.1") throws -> Broker { try #require(BrokersTrait.brokers[version]) }
}
