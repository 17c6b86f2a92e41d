import Foundation
import Testing

@testable import ArresterServer

@Suite("The API against its document")
struct SchemathesisTests {
  /// As `Scripts/test-api` keeps it.
  private static let isInstalled: Bool = {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["ARRESTER_CACHE"] ?? (environment["XDG_CACHE_HOME"] ?? "\(environment["HOME"] ?? "")/.cache") + "/arrester"
    let installed = (try? FileManager.default.contentsOfDirectory(atPath: cache)) ?? []
    return installed.contains { $0.hasPrefix("schemathesis-") }
  }()

  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../Scripts/test-api")

  @Test(
    "answers what schemathesis makes up as the document says",
    .enabled(if: isInstalled, "schemathesis is absent: run Scripts/test-api --install"))
  func schemathesis() async throws {
    let people = try PeopleServer()
    people.trip()
    let output = FileManager.default.temporaryDirectory.appending(path: "arrester-schemathesis-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: output) }
    let status = try await run(output, ["BASE_URL": "http://127.0.0.1:\(people.server.server.port)", "TOKEN": "bert-1"])
    let text = try String(contentsOf: output, encoding: .utf8)
    #expect(status == 0, "\(text)")
    #expect(people.server.server.counters[.handlerErrors] == 0)
  }

  /// Waits on a thread of its own: the server's deferred handlers need the others.
  private func run(_ output: URL, _ variables: [String: String]) async throws -> Int32 {
    let more = ["MAX_EXAMPLES": "10", "AUTH": "1"]
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            try Data().write(to: output)
            let process = Process()
            process.executableURL = SchemathesisTests.script
            process.environment = ProcessInfo.processInfo.environment.merging(variables.merging(more) { $1 }) { $1 }
            let file = try FileHandle(forWritingTo: output)
            process.standardOutput = file
            process.standardError = file
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
          })
      }
    }
  }
}
