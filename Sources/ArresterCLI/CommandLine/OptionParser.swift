import ArresterConfiguration

/// Reads the words after a command's name.
///
/// `--name value` and `--name=value` are the same; `--` ends the options; options and arguments may come in any order; a single `-` is an
/// argument (standard input). A repeated option keeps all its values; one that is not may be given once.
struct OptionParser {
  let command: CommandDescription
  private var values: [String: [String]] = [:]
  private var arguments: [String] = []

  private init(_ command: CommandDescription) {
    self.command = command
  }

  /// - Parameters:
  ///   - words: without the program's and the command's name.
  ///   - environment: gives values to options that have a variable and are not among the words.
  static func parse(
    _ words: ArraySlice<String>, of command: CommandDescription, environment: [String: String]
  ) throws(UsageError) -> ParsedOptions {
    var parser = OptionParser(command)
    var rest = words
    while let word = rest.popFirst() {
      if word == "--" {
        parser.arguments += rest
        break
      }
      try parser.take(word, &rest)
    }
    try parser.takeVariables(environment)
    try parser.checkCompleteness()
    return ParsedOptions(command: command, values: parser.values, arguments: parser.arguments)
  }

  private mutating func take(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
    if word.hasPrefix("--") {
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let option = command.option(named: parts[0]) else { throw unknown("--" + parts[0]) }
      try take(option, parts.count > 1 ? parts[1] : nil, &rest)
    } else if word.hasPrefix("-"), word.count > 1 {
      guard word.count == 2, let option = command.options.first(where: { $0.letter == word.last }) else { throw unknown(word) }
      try take(option, nil, &rest)
    } else {
      arguments.append(word)
    }
  }

  private mutating func take(_ option: OptionDescription, _ given: String?, _ rest: inout ArraySlice<String>) throws(UsageError) {
    if case .none = option.value {
      guard given == nil else { throw wrong("\(option.flag) takes no value", "write \(option.flag) alone") }
      values[option.name] = [""]
      return
    }
    // A word that is another option is no value: `--topic --rate 5` forgot one. `--topic=--rate` says that it is meant.
    guard let text = given ?? (rest.first?.hasPrefix("--") == true ? nil : rest.popFirst()) else {
      throw wrong("\(option.flag) has no value", "write \(option.form)")
    }
    try set(option, text, shown: option.flag)
  }

  private mutating func set(_ option: OptionDescription, _ text: String, shown: String) throws(UsageError) {
    if let expected = OptionValue.expectation(of: option, for: text) {
      throw wrong("\(shown) is \(Quotation.quote(text))", expected)
    }
    guard option.isRepeated || values[option.name] == nil else {
      throw wrong("\(shown) is given twice", "give it once")
    }
    values[option.name, default: []].append(text)
  }

  private mutating func takeVariables(_ environment: [String: String]) throws(UsageError) {
    for option in command.options where values[option.name] == nil {
      guard let variable = option.variable, let text = environment[variable], !text.isEmpty else { continue }
      try set(option, text, shown: variable)
    }
  }

  private func checkCompleteness() throws(UsageError) {
    for option in command.options where option.isRequired && values[option.name] == nil {
      throw wrong("\(option.flag) is missing", "add \(option.form)")
    }
    let least = command.arguments?.least ?? 0
    if arguments.count < least {
      throw wrong("\(command.arguments?.name ?? "") is missing", "write \(command.usage)")
    }
    let most = command.arguments.map(\.most) ?? 0
    if let most, arguments.count > most {
      throw wrong("\(Quotation.quote(arguments[most])) is one argument too many", "write \(command.usage)")
    }
  }

  private func unknown(_ flag: String) -> UsageError {
    let flags = command.options.map(\.flag) + ["--help"]
    let question = Suggestion.question(for: flag, among: flags)
    return wrong("\(command.name) has no option \(Quotation.quote(flag))", "\(question)it has \(flags.joined(separator: ", "))")
  }

  private func wrong(_ found: String, _ expected: String) -> UsageError {
    UsageError(found: found, expected: expected, command: command.name)
  }
}
