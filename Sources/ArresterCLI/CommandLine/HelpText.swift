/// Writes the help from the table.
enum HelpText {
  /// Columns of a line: what fits a terminal of the usual width, and a README.
  private static let width = 100

  /// `arrester --help`.
  static func overview(of table: [CommandDescription]) -> String {
    let rows = table.map { (left: $0.name, right: $0.summary) }
    return """
      Arrester: a circuit breaker for cloud control planes.

      Usage: arrester COMMAND [OPTION…] [ARGUMENT…]

      Commands:
      \(columns(rows))

      `arrester COMMAND --help` says what a command takes, with an example.
      Exit status: 0 done, 1 failed, 2 wrong usage or configuration, 3 tripped (only with --fail-on-trip).

      """
  }

  /// `arrester COMMAND --help`.
  static func command(_ command: CommandDescription) -> String {
    var paragraphs = [command.summary, usage(command)]
    if let arguments = command.arguments {
      paragraphs.append("Arguments:\n" + columns([(arguments.form, arguments.summary)]))
    }
    let rows = command.options.map { (left: ($0.letter.map { "-\($0), " } ?? "") + $0.form, right: summary($0)) }
    paragraphs.append("Options:\n" + columns(rows + [("-h, --help", "print this")]))
    paragraphs += command.notes.map { wrapped($0, indent: 0) }
    paragraphs.append("Example:\n  " + command.example)
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  /// Wrapped between options, never within one.
  private static func usage(_ command: CommandDescription) -> String {
    let parts = ["Usage: arrester \(command.name)"] + command.usageParts
    let glued = parts.map { $0.replacing(" ", with: "\u{A0}") }.joined(separator: " ")
    return wrapped(glued, indent: 2).replacing("\u{A0}", with: " ")
  }

  private static func summary(_ option: OptionDescription) -> String {
    var text = option.summary
    if option.isRepeated { text += "; may be repeated" }
    if option.isRequired { text += "; required" }
    if let variable = option.variable { text += " (or \(variable))" }
    return text
  }

  /// Two columns; the second is wrapped under itself.
  private static func columns(_ rows: [(left: String, right: String)]) -> String {
    let left = min(34, rows.map(\.left.count).max() ?? 0) + 2
    return rows.map { row in
      let lines = lines(of: row.right, width: width - left - 2)
      let indent = String(repeating: " ", count: left + 2)
      let first =
        row.left.count + 2 > left ? "  \(row.left)\n\(indent)" : "  " + row.left + String(repeating: " ", count: left - row.left.count)
      return first + lines.joined(separator: "\n" + indent)
    }.joined(separator: "\n")
  }

  private static func wrapped(_ text: String, indent: Int) -> String {
    lines(of: text, width: width - indent).joined(separator: "\n" + String(repeating: " ", count: indent))
  }

  private static func lines(of text: String, width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
