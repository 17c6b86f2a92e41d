import Foundation
import Testing

@Suite("docs/threat-model.md")
struct ThreatModelTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..").standardized

  @Test("every test that it names is there")
  func named() throws {
    let tests = try ThreatModelTests.testSources()
    let named = try ThreatModelTests.quoted()
    #expect(named.count > 40)
    for name in named where !tests.contains("\"\(name)\"") { Issue.record("no test says \"\(name)\"") }
  }

  /// What stands in quotes in the rows of its tables.
  private static func quoted() throws -> [String] {
    let page = try String(contentsOf: root.appendingPathComponent("docs/threat-model.md"), encoding: .utf8)
    return page.split(separator: "\n").filter { $0.hasPrefix("|") }.flatMap { row in
      row.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
  }

  private static func testSources() throws -> String {
    let folder = root.appendingPathComponent("Tests")
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return try paths.filter { $0.hasSuffix(".swift") }
      .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }.joined()
  }
}
