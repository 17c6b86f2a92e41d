import Foundation

/// What a scrape said, in the text format.
struct Scrape {
  /// Name, type and help, by the name that people ask for.
  var families: [String: (type: String, help: String)] = [:]
  /// By the series' name and labels as they were written.
  var samples: [String: Double] = [:]

  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 3).map(String.init)
      if line.hasPrefix("# HELP "), words.count == 4 {
        families[words[2], default: ("", "")].help = words[3]
      } else if line.hasPrefix("# TYPE "), words.count == 4 {
        families[words[2], default: ("", "")].type = words[3]
      } else if let end = line.lastIndex(of: " ") {
        samples[String(line[..<end])] = Double(line[line.index(after: end)...])
      }
    }
  }

  subscript(series: String) -> Double? { samples[series] }
}

/// Prometheus' own tool, where Debian's package `prometheus` is installed.
enum Promtool {
  static let isInstalled = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/promtool") }

  /// Runs it on a thread of its own.
  /// - Returns: its exit status, and everything that it said.
  static func run(_ arguments: [String], input: String = "", in folder: URL? = nil) async throws -> (status: Int32, said: String) {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try runHere(arguments, input, folder) }) }
    }
  }

  private static func runHere(_ arguments: [String], _ input: String, _ folder: URL?) throws -> (Int32, String) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("arrester-scrape-\(UUID().uuidString)")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["promtool"] + arguments
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }
}
