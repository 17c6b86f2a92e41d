import Foundation
import Testing

/// A run of the built `arrester`, with what it prints kept in files.
final class Program {
  let folder: String
  private let process = Process()

  /// Starts it.
  /// - Parameter environment: added to that of the tests.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    folder = NSTemporaryDirectory() + "arrester-run-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["output", "errors"] { _ = FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: nil) }
    process.executableURL = try Program.executable()
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: "\(folder)/output")
    process.standardError = FileHandle(forWritingAtPath: "\(folder)/errors")
    try process.run()
  }

  deinit {
    if process.isRunning { kill() }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Runs it to its end.
  /// - Throws: where it has not ended after `seconds`, far more than any run needs.
  static func run(_ arguments: [String], environment: [String: String] = [:], seconds: Double = 120) throws -> Program {
    let program = try Program(arguments, environment: environment)
    try #require(program.waitForEnd(seconds: seconds), "still running: arrester \(arguments)\n\(program.errors)")
    return program
  }

  var identifier: pid_t { process.processIdentifier }
  var isRunning: Bool { process.isRunning }
  /// nil while it runs, and where a signal ended it.
  var status: Int32? { process.isRunning || process.terminationReason != .exit ? nil : process.terminationStatus }
  var output: String { text("output") }
  var errors: String { text("errors") }

  /// The lines of its log that say `message`.
  func logged(_ message: String) -> [[String: Any]] {
    errors.split(separator: "\n").compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
      .filter { $0["message"] as? String == message }
  }

  func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func terminate() { Glibc.kill(process.processIdentifier, SIGTERM) }

  /// - Returns: whether it ended in time.
  func waitForEnd(seconds: Double) -> Bool { Waiting.until(seconds: seconds) { !process.isRunning } }

  private func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data(), as: UTF8.self)
  }

  /// Beside the running test bundle: the products directory of the build.
  private static func executable() throws -> URL {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("arrester")
    try #require(FileManager.default.isExecutableFile(atPath: program.path), "no arrester beside \(tests): build the package first")
    return program
  }
}

/// Waiting for what another process does: bounded by a time that no working run needs.
enum Waiting {
  static func until(seconds: Double, _ condition: () throws -> Bool) rethrows -> Bool {
    let end = Date(timeIntervalSinceNow: seconds)
    while Date() < end {
      if try condition() { return true }
      usleep(20_000)
    }
    return try condition()
  }

  /// What `look` sees once it is as wanted, or at the end of the time.
  static func settled<Value>(seconds: Double, _ look: () throws -> Value, until isSettled: (Value) -> Bool) rethrows -> Value {
    let end = Date(timeIntervalSinceNow: seconds)
    while Date() < end {
      let value = try look()
      if isSettled(value) { return value }
      usleep(100_000)
    }
    return try look()
  }
}
