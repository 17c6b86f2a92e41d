import Foundation
import Testing

/// A permission of the service's user, as docs/security.md lists it.
struct AccessRule: Sendable, CustomTestStringConvertible {
  var operation: String
  var resource: String
  var name: String
  var pattern: String

  var testDescription: String { "\(operation) on \(resource) \(name)" }

  /// For Kafka's own tool.
  var arguments: [String] {
    ["--operation", operation, "--\(resource)", name, "--resource-pattern-type", pattern]
  }

  /// All of the document's table.
  static func documented() throws -> [AccessRule] {
    let page = try String(contentsOfFile: "\(MotoServer.root)/docs/security.md", encoding: .utf8)
    return page.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 5, ["Read", "Write"].contains(cells[0]) else { return nil }
      return AccessRule(operation: cells[0], resource: cells[1], name: cells[2], pattern: cells[3])
    }
  }
}
