import Foundation
import Testing

@testable import Arrester

@Suite("docs/operations.md")
struct OperationsPageTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../..")

  @Test("says what to do for each cause of a call, in the order of the code, and for no other")
  func causes() throws {
    #expect(try rows(of: "cause").map { $0[0] } == PageCause.allCases.map(\.rawValue))
  }

  @Test("says what to do for each alert, in the order of the rules and with their severity, and for no other")
  func alerts() throws {
    let rules = try text("deploy/prometheus/alerts.rules.yml")
    let names = rules.matches(of: /alert: ([A-Za-z]+)/).map { String($0.output.1) }
    let severities = rules.matches(of: /severity: ([a-z]+)\}/).map { String($0.output.1) }
    try #require(names.count == severities.count)
    #expect(try rows(of: "alert").map { Array($0.prefix(2)) } == zip(names, severities).map { [$0, $1] })
  }

  @Test("sends an alert only to causes that there are")
  func references() throws {
    for row in try rows(of: "alert") {
      for match in row[2].matches(of: /([a-zA-Z, ]+) above/) {
        let causes = match.output.1.split(separator: /,? (?:and )?/).map(String.init).filter { PageCause(rawValue: $0) != nil }
        #expect(!causes.isEmpty, "\(row)")
      }
    }
  }

  @Test("has something to do in every row")
  func actions() throws {
    for row in try rows(of: "cause") + rows(of: "alert") { #expect(row.count == 3 && row.allSatisfy { !$0.isEmpty }, "\(row)") }
  }

  /// The rows of the table whose first column is named so, without marks of code.
  private func rows(of column: String) throws -> [[String]] {
    let lines = try text("docs/operations.md").split(separator: "\n", omittingEmptySubsequences: false)
    let head = try #require(lines.firstIndex { $0.hasPrefix("| \(column) |") })
    return lines[(head + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      line.replacing("`", with: "").split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: OperationsPageTests.root.appending(path: path), encoding: .utf8)
  }
}
