/// What was wrong with a command line, and what would be right.
struct UsageError: Error, Equatable, CustomStringConvertible {
  /// Names what was found.
  let found: String
  /// Says what to write instead.
  let expected: String
  /// The command whose help says more; nil for the list of commands.
  let command: String?

  /// Two lines: what and how, and where to read more.
  var description: String {
    let help = ["arrester", command, "--help"].compactMap { $0 }.joined(separator: " ")
    return "\(found); \(expected)\nSee `\(help)`."
  }
}
