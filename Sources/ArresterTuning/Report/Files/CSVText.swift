/// Rows of RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe before it: names are chosen by strangers.
struct CSVText {
  private(set) var text = ""

  init(header: [String]) { append(header) }

  mutating func append(_ cells: [String]) { text += cells.map(CSVText.quoted).joined(separator: ",") + "\r\n" }

  private static func quoted(_ cell: String) -> String {
    let safe = startsFormula(cell) ? "'" + cell : cell
    guard safe.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }

  private static func startsFormula(_ cell: String) -> Bool {
    guard let first = cell.unicodeScalars.first, Double(cell) == nil else { return false }
    return "=+-@\t\r".unicodeScalars.contains(first)
  }
}
