import Foundation
import Testing

@testable import Arrester

@Suite("docs/metrics.md")
struct MetricsPageTests {
  /// A row of the page's tables.
  private struct Row: Equatable {
    var type: String
    var labels: String
    var meaning: String
  }

  private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/metrics.md")

  @Test("says of every metric what it is, with its labels, and of no other")
  func complete() throws {
    var described: [String: Row] = [:]
    for line in try String(contentsOf: MetricsPageTests.page, encoding: .utf8).split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "") }
      try #require(cells.count == 4, "\(line)")
      #expect(
        described.updateValue(Row(type: cells[1], labels: cells[2], meaning: cells[3]), forKey: cells[0]) == nil, "twice: \(cells[0])")
    }
    let served = ServedFamilies.all.map { family in
      (family.fullName, Row(type: family.kind.rawValue, labels: family.labels.joined(separator: ", "), meaning: family.help))
    }
    for (name, row) in served { #expect(described.removeValue(forKey: name) == row, "\(name)") }
    #expect(described.isEmpty)
  }

  @Test("metrics have a name each, in snake case, with labels in camel case at most in their values")
  func names() {
    let names = ServedFamilies.all.map(\.fullName)
    #expect(Set(names).count == names.count)
    for family in ServedFamilies.all {
      for name in [family.name] + family.labels { #expect(name.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil, "\(name)") }
      #expect(!family.help.isEmpty && !family.help.hasSuffix("."), "\(family.name)")
    }
  }
}
