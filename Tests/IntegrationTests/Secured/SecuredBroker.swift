import ArresterKafka
import Foundation
import Testing

/// A broker that nobody may use before it is granted: TLS, SASL, ACLs. Its users' password is the same for all, and loopback only.
struct SecuredBroker: Sendable {
  static let password = "loopback-only"
  let address: String
  private let folder: String

  static func start(version: String) throws -> SecuredBroker {
    let folder = NSTemporaryDirectory() + "arrester-secured-\(UUID().uuidString)"
    let output = try Broker.run(["start", folder, "--version", version, "--secure"])
    return SecuredBroker(address: output.split(separator: "\n").last.map(String.init) ?? "", folder: folder)
  }

  /// librdkafka's properties for one of its users.
  func properties(_ user: String, mechanism: String = "PLAIN") -> [String: String] {
    [
      "security.protocol": "SASL_SSL", "ssl.ca.location": "\(folder)/ca.pem", "sasl.mechanism": mechanism, "sasl.username": user,
      "sasl.password": SecuredBroker.password,
    ]
  }

  func settings(_ user: String) -> KafkaSettings { KafkaSettings(bootstrapServers: address, properties: properties(user)) }

  func makeTopics() throws {
    let administration = try KafkaAdministration(settings("admin"))
    defer { administration.close() }
    let compacted = ["cleanup.policy": "compact"]
    _ = try administration.create(
      ["events", "arrester.findings", "arrester.audit", "arrester.deadletter"].map { KafkaTopic($0, partitions: 1) }
        + ["arrester.breakers", "arrester.baselines"].map { KafkaTopic($0, partitions: 1, properties: compacted) })
  }

  func grant(_ rule: AccessRule) throws { try alter("--add", rule) }

  func take(_ rule: AccessRule) throws { try alter("--remove", rule) }

  /// Stops it and removes its data.
  func remove() {
    _ = try? Broker.run(["stop", folder])
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func alter(_ change: String, _ rule: AccessRule) throws {
    let force = change == "--remove" ? ["--force"] : []
    _ = try Broker.run(["tool", folder, "acls", change, "--allow-principal", "User:arrester"] + rule.arguments + force)
  }
}

/// Starts one of each version before the suite, with the service's topics, and removes them after it.
struct SecuredBrokersTrait: SuiteTrait, TestScoping {
  @TaskLocal private static var brokers: [String: SecuredBroker] = [:]

  static func broker(_ version: String) throws -> SecuredBroker { try #require(brokers[version]) }

  func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
    var brokers: [String: SecuredBroker] = [:]
    defer { for broker in brokers.values { broker.remove() } }
    for version in Broker.versions {
      let broker = try SecuredBroker.start(version: version)
      brokers[version] = broker
      try broker.makeTopics()
    }
    try await SecuredBrokersTrait.$brokers.withValue(brokers) { try await function() }
  }
}

extension Trait where Self == SecuredBrokersTrait {
  static var securedBrokers: SecuredBrokersTrait { SecuredBrokersTrait() }
}
