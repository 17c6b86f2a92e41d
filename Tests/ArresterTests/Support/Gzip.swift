import Foundation

/// Compresses as people do.
enum Gzip {
  /// One gzip member.
  static func compress(_ bytes: [UInt8]) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let path = try folder.write("plain", bytes)
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-n", "-c", path]
    process.standardOutput = output
    try process.run()
    let compressed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
    return [UInt8](compressed)
  }

  static func compress(_ text: String) throws -> [UInt8] { try compress(Array(text.utf8)) }

  struct Failure: Error {
    var status: Int32
  }
}
