/// Columns of text, each as wide as its widest cell.
public struct TextTable {
  private var rows: [[String]]

  public init(header: [String]) { rows = [header] }

  public mutating func append(_ row: [String]) { rows.append(row) }

  /// Lines without spaces at their ends.
  public var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = row.enumerated().map { $1.padding(to: widths[$0]) }.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
