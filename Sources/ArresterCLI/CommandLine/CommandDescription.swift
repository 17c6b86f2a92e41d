/// What stands after the options of a command.
struct ArgumentDescription: Sendable {
  /// As in the usage line: `FILE`.
  var name: String
  /// How many there have to be.
  var least = 1
  /// How many there may be; nil for any number.
  var most: Int? = 1
  var summary: String

  /// `FILE…`, `[FILE]`.
  var form: String {
    let many = most == 1 ? name : name + "…"
    return least == 0 ? "[\(many)]" : many
  }
}

/// One command: everything that the parser, the help and the completions know about it.
struct CommandDescription: Sendable {
  /// One word, or two for a command of a family: `model check`.
  var name: String
  /// One line, for the list of commands.
  var summary: String
  var options: [OptionDescription] = []
  var arguments: ArgumentDescription?
  /// A line that works as it stands, but for names of files.
  var example: String
  /// Paragraphs under the options.
  var notes: [String] = []

  /// `arrester load --bootstrap HOST:PORT [--rate N] FILE…`
  var usage: String {
    (["arrester", name] + usageParts).joined(separator: " ")
  }

  /// What follows the name in the usage line, each option with its value.
  var usageParts: [String] {
    let options = options.map { option in
      let form = option.isRequired ? option.form : "[\(option.form)]"
      return option.isRepeated ? form + "…" : form
    }
    return options + [arguments?.form].compactMap { $0 }
  }

  func option(named name: String) -> OptionDescription? {
    options.first { $0.name == name }
  }
}
