import Arrester
import ArresterBase
import ArresterEvents

/// `arrester model check`: whether a model can be used.
enum ModelCheckCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    do {
      let model = try ModelLoader.load(path: options.arguments.first)
      Terminal.printLine("\(model.path): \(model.name) \(model.version) is valid; \(model.identifier)")
      return .done
    } catch let problems as ModelProblems {
      Terminal.printError("arrester: \(problems)")
      return .wrongUsage
    }
  }
}

/// `arrester model explain`: what an action counts as, and by which rule; without one, what the limits are.
enum ModelExplainCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    let model = try ModelOptions.load(options)
    if options.arguments.isEmpty { printLimits(ModelWords(model), json: options.flag("json")) }
    for (index, action) in options.arguments.enumerated() {
      guard let words = ActionWords(action, catalog: model.events.catalog) else {
        throw UsageError(
          found: "'\(action)' is no action", expected: "write SERVICE:OPERATION, as in rds:DeleteDBInstance", command: "model explain")
      }
      if options.flag("json") {
        Terminal.printLine(words.json.text)
      } else {
        if index > 0 { Terminal.printLine("") }
        for line in words.lines { Terminal.printLine(line) }
      }
    }
    return .done
  }

  private static func printLimits(_ words: ModelWords, json: Bool) {
    if json { Terminal.printLine(words.json.text) } else { words.lines.forEach(Terminal.printLine) }
  }
}
