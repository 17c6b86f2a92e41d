import Arrester
import ArresterEngine
import Foundation
import Testing

@testable import ArresterTuning

@Suite("The tables of a report")
struct ReportTablesTests {
  /// Rows and cells of RFC 4180.
  private func cells(_ text: String) -> [[String]] {
    var (rows, row, cell, isQuoted) = ([[String]](), [String](), "", false)
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        scalars.removeFirst()
        cell += "\""
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(cell)
        cell = ""
      case "\r" where !isQuoted: break
      case "\n" where !isQuoted:
        rows.append(row + [cell])
        (row, cell) = ([], "")
      default: cell.unicodeScalars.append(scalar)
      }
    }
    return rows
  }

  @Test("every row of every table has as many cells as its header, whatever names hold")
  func shapes() throws {
    let hostile = ReportedCall(role: "claude-\"a\",\r\nb", region: "x,y", thing: "=cmd()").records(16, from: 0)
    let facts = try Reporting(hostile + ["{"], kinds: ["*claude-*=agent"]).facts
    #expect(facts.tables.map(\.name) == ["trips.csv", "timeline.csv", "principals.csv", "distributions.csv", "coverage.csv"])
    for table in facts.tables {
      let rows = cells(table.text)
      #expect(rows.count > 1, "\(table.name)")
      #expect(rows.allSatisfy { $0.count == rows[0].count }, "\(table.name)")
    }
    let trips = cells(facts.tables[0].text)
    #expect(trips[1][trips[0].firstIndex(of: "principal") ?? 0] == facts.trips[0].verdict.principal)
  }

  @Test(
    "text that a spreadsheet would run is text",
    arguments: [("=1+1", "'=1+1"), ("@x", "'@x"), ("+x", "'+x"), ("-x", "'-x"), ("-1.5", "-1.5"), ("x=1", "x=1"), ("", "")])
  func formulas(cell: String, written: String) {
    var table = CSVText(header: ["a", "b"])
    table.append([cell, "z"])
    #expect(table.text == "a,b\r\n\(written),z\r\n")
  }

  @Test("a report's name decides what is written, and what cannot be is said before anything is read")
  func files() throws {
    let folder = try TemporaryFolder()
    let files = try ReportFiles(files: ["\(folder.path)/a.html", "\(folder.path)/b.JSON"], folders: ["\(folder.path)/tables/deep"])
    try files.write(try Reporting(ReportedCall().records(16, from: 0)).facts)
    #expect(try String(contentsOfFile: "\(folder.path)/a.html", encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/b.JSON"))) as? [String: Any]
    #expect(object?["format"] as? String == "arrester-report/1" && object?["partial"] as? Bool == false)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/tables/deep").count == 5)
    #expect(throws: ReportFileError.self) { try ReportFiles(files: ["report.pdf"], folders: []) }
    #expect(throws: ReportFileError.self) { try ReportFiles(files: ["\(folder.path)/none/a.html"], folders: []) }
    #expect(throws: ReportFileError.self) { try ReportFiles(files: [], folders: ["\(folder.path)/a.html"]) }
  }
}
