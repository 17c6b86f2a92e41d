import Foundation
import Testing

/// Real brokers from the shared folder, started for a suite and stopped after it.
enum RealBrokers {
  static let versions = ["4.3.1", "3.9.2"]

  /// The script that starts them: `$ARRESTER_SHARED/kafka/kafka`, else `../shared/kafka/kafka` beside the package.
  static let script: String? = {
    let environment = ProcessInfo.processInfo.environment["ARRESTER_SHARED"]
    guard let shared = environment ?? packageRoot().map({ $0 + "/../shared" }) else { return nil }
    let script = shared + "/kafka/kafka"
    return FileManager.default.isExecutableFile(atPath: script) ? script : nil
  }()

  /// Bootstrap addresses by version, inside a suite that has the trait.
  @TaskLocal static var addresses: [String: String] = [:]

  static func address(_ version: String) throws -> String { try #require(addresses[version]) }

  /// Runs the script and gives its last line; throws what it said where it failed.
  @discardableResult
  static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: try #require(script))
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(arguments: arguments, text: text) }
    return text.split(separator: "\n").last.map(String.init) ?? ""
  }

  struct Failure: Error {
    let arguments: [String]
    let text: String
  }

  private static func packageRoot() -> String? {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) { return folder.path }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}

/// Starts one node of each version in a temporary folder before the suite, and stops and removes them after it.
struct RealBrokersTrait: SuiteTrait, TestScoping {
  func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("arrester-kafka-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer {
      for version in RealBrokers.versions { _ = try? RealBrokers.run(["stop", root.appendingPathComponent(version).path]) }
      try? FileManager.default.removeItem(at: root)
    }
    var addresses: [String: String] = [:]
    for version in RealBrokers.versions {
      addresses[version] = try RealBrokers.run(["start", root.appendingPathComponent(version).path, "--version", version])
    }
    try await RealBrokers.$addresses.withValue(addresses) { try await function() }
  }
}

extension Trait where Self == RealBrokersTrait {
  static var realBrokers: RealBrokersTrait { RealBrokersTrait() }
}
