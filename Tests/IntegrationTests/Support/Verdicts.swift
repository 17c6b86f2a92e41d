import Foundation
import Testing

/// Verdicts as `replay --json` prints them, one JSON object each.
enum Verdicts {
  /// What `replay --as-arrived` decides about a file, and its summary.
  static func replayed(_ file: String, _ options: [String] = []) throws -> (lines: [String], summary: [String: Any]) {
    let summary = NSTemporaryDirectory() + "arrester-summary-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: summary) }
    let program = try Program.run(["replay", "--as-arrived", "--json", "--summary", summary] + options + [file])
    try #require(program.status == 0, "\(program.errors)")
    return (program.output.split(separator: "\n").map(String.init), try counts(summary))
  }

  /// A summary without what differs from run to run.
  static func counts(_ file: String) throws -> [String: Any] {
    let data = try #require(FileManager.default.contents(atPath: file))
    var counts = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    counts["seconds"] = nil
    counts["eventsPerSecond"] = nil
    return counts
  }

  /// Whether a finding tells what became of a trip.
  static func isFollowUp(_ finding: String) -> Bool { finding.contains("\"unmapped\":{\"arresterTrip\":") }

  /// The bytes of the verdict inside a finding, where it stands last.
  static func line(ofFinding finding: String) throws -> String {
    let opening = "\"unmapped\":{\"arrester\":"
    let start = try #require(finding.range(of: opening), "no verdict in \(finding)").upperBound
    try #require(finding.hasSuffix("}}}"))
    return String(finding[start...].dropLast(2))
  }

  static func fields(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  static func identifiers(_ lines: [String]) throws -> [String] { try lines.map { try fields($0)["id"] as? String ?? "" }.sorted() }

  /// Who tripped or was paged about.
  static func principals(_ lines: [String]) throws -> Set<String> {
    Set(try lines.map(fields).filter { $0["type"] as? String != "warn" }.compactMap { $0["principal"] as? String })
  }

  /// What of `wanted` is missing in `found` and what is there too often, in words: empty where both hold the same.
  static func difference(_ found: [String], _ wanted: [String]) -> String {
    var balance: [String: Int] = [:]
    for line in wanted { balance[line, default: 0] += 1 }
    for line in found { balance[line, default: 0] -= 1 }
    let off = balance.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    return off.prefix(6).map { ($0.value > 0 ? "missing: " : "too often: ") + $0.key }.joined(separator: "\n")
  }
}
