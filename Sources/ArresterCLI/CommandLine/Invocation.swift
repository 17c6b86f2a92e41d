import ArresterConfiguration

/// What a command line asks for.
enum Invocation: Sendable {
  /// Text for standard output, and nothing else to do.
  case print(String)
  /// A command of the table, with what it was given.
  case run(CommandDescription, ParsedOptions)

  /// Finds the command and parses its options. `--help` and `-h` anywhere before `--` win over everything that is wrong around them.
  /// - Parameter words: without the program's name.
  static func resolve(_ words: [String], table: [CommandDescription], environment: [String: String]) throws(UsageError) -> Invocation {
    let asksForHelp = words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    guard let first = words.first else {
      throw UsageError(found: "no command is named", expected: "write arrester COMMAND", command: nil)
    }
    if first == "help" { return .print(try help(for: Array(words.dropFirst()), table)) }
    if first.hasPrefix("-") { return try flagOfProgram(first, table, environment) }
    if asksForHelp { return .print(try help(for: words.prefix { !$0.hasPrefix("-") }, table)) }
    let (command, count) = try find(words, table)
    return .run(command, try OptionParser.parse(words.dropFirst(count), of: command, environment: environment))
  }

  private static func flagOfProgram(
    _ flag: String, _ table: [CommandDescription], _ environment: [String: String]
  ) throws(UsageError) -> Invocation {
    switch flag {
    case "--help", "-h": return .print(HelpText.overview(of: table))
    case "--version": return try resolve(["version"], table: table, environment: environment)
    default:
      throw UsageError(
        found: "\(Quotation.quote(flag)) stands before a command", expected: "write arrester COMMAND [OPTION…]", command: nil)
    }
  }

  private static func help(for words: some Collection<String>, _ table: [CommandDescription]) throws(UsageError) -> String {
    guard let first = words.first else { return HelpText.overview(of: table) }
    let family = table.filter { $0.name.hasPrefix(first + " ") }
    if words.count == 1, !family.isEmpty { return HelpText.overview(of: family) }
    return HelpText.command(try find(Array(words), table).command)
  }

  /// The command that the words begin with, and how many of them name it.
  private static func find(_ words: [String], _ table: [CommandDescription]) throws(UsageError) -> (command: CommandDescription, count: Int)
  {
    for count in [2, 1] where words.count >= count {
      let name = words.prefix(count).joined(separator: " ")
      if let command = table.first(where: { $0.name == name }) { return (command, count) }
    }
    throw unknown(words, table)
  }

  private static func unknown(_ words: [String], _ table: [CommandDescription]) -> UsageError {
    let family = table.map(\.name).filter { $0.hasPrefix(words[0] + " ") }
    guard !family.isEmpty else {
      let names = table.map(\.name)
      return UsageError(
        found: "there is no command \(Quotation.quote(words[0]))",
        expected: "\(Suggestion.question(for: words[0], among: names))there are \(names.joined(separator: ", "))", command: nil)
    }
    let members = family.map { String($0.dropFirst(words[0].count + 1)) }
    guard words.count > 1, !words[1].hasPrefix("-") else {
      return UsageError(found: "\(words[0]) what?", expected: "write \(family.joined(separator: ", "))", command: words[0])
    }
    return UsageError(
      found: "\(words[0]) has no command \(Quotation.quote(words[1]))",
      expected: "\(Suggestion.question(for: words[1], among: members))there are \(family.joined(separator: ", "))", command: words[0])
  }
}
