import Foundation
import Testing

/// A run of another program to its end.
struct ShellCommand: Sendable {
  var status: Int32
  /// Both streams, as they came.
  var output: String

  var succeeded: Bool { status == 0 }

  static func run(_ program: String, _ arguments: [String], input: String? = nil) throws -> ShellCommand {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = output
    if let input {
      let file = NSTemporaryDirectory() + "arrester-input-\(UUID().uuidString)"
      try Data(input.utf8).write(to: URL(filePath: file))
      defer { try? FileManager.default.removeItem(atPath: file) }
      process.standardInput = FileHandle(forReadingAtPath: file)
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return ShellCommand(status: process.terminationStatus, output: text)
  }

  /// - Throws: where it fails.
  @discardableResult
  static func require(_ program: String, _ arguments: [String]) throws -> String {
    let result = try run(program, arguments)
    try #require(result.succeeded, "\(program) \(arguments): \(result.output)")
    return result.output
  }
}
