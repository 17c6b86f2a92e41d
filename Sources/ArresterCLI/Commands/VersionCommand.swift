import Arrester

/// `arrester version`.
enum VersionCommand {
  static func run(_ options: ParsedOptions) -> CommandStatus {
    for line in ArresterVersion.lines { Terminal.printLine(line) }
    return .done
  }
}

/// `arrester completions bash`.
enum CompletionsCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    guard options.arguments.first == "bash" else {
      throw UsageError(
        found: "no completions for '\(options.arguments.first ?? "")'", expected: "bash is what there is", command: "completions")
    }
    print(BashCompletion.script(for: CommandTable.all), terminator: "")
    return .done
  }
}
