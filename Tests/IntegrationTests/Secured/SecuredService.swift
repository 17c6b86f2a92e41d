import ArresterBase
import ArresterKafka
import Foundation
import Testing

/// `serve` as a process on a secured broker, in enforce mode, with its configuration and secrets in files.
final class SecuredService {
  static let recordKey = "a-key-for-records-that-nobody-may-see-in-any-line-of-any-log"
  let program: Program
  private let folder: String

  /// - Parameters:
  ///   - user: of the broker.
  ///   - password: what it says its password is.
  init(_ broker: SecuredBroker, mechanism: String = "PLAIN", group: String = "arrester", password: String = SecuredBroker.password) throws {
    folder = NSTemporaryDirectory() + "arrester-secured-serve-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try SecuredService.recordKey.write(toFile: "\(folder)/record-key", atomically: true, encoding: .utf8)
    try password.write(toFile: "\(folder)/password", atomically: true, encoding: .utf8)
    var properties = broker.properties("arrester", mechanism: mechanism)
    properties["sasl.password"] = "{file: \(folder)/password}"
    let lines = properties.sorted { $0.key < $1.key }.map { "    \($0.key): \($0.value)" }.joined(separator: "\n")
    let configuration = """
      kafka:
        bootstrapServers: \(broker.address)
        group: \(group)
        topics: [events]
        startAt: earliest
        librdkafka:
      \(lines)
      mode: enforce
      recordKey: {file: \(folder)/record-key}
      """
    try configuration.write(toFile: "\(folder)/arrester.yaml", atomically: true, encoding: .utf8)
    program = try Program(["serve", "--configuration", "\(folder)/arrester.yaml"])
  }

  deinit {
    if program.isRunning { program.kill() }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Whether a line of its log, or its last words, say `text`, in time.
  func says(_ text: String, seconds: Double = 60) -> Bool { Waiting.until(seconds: seconds) { program.errors.contains(text) } }

  /// Lets it drain and leave.
  func leave() throws {
    program.terminate()
    try #require(program.waitForEnd(seconds: 30), "\(program.errors)")
  }
}
