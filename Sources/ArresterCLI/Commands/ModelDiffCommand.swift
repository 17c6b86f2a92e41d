import Arrester

/// `arrester model diff`: what differs between two models, in words.
enum ModelDiffCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    let models = try options.arguments.map { try load($0, options) }
    let difference = ModelDifference(from: models[0], to: models[1])
    if options.flag("json") {
      Terminal.printLine(String(decoding: difference.json, as: UTF8.self))
    } else {
      for line in difference.lines { Terminal.printLine(line) }
    }
    return .done
  }

  private static func load(_ path: String, _ options: ParsedOptions) throws -> Model {
    do { return try ModelLoader.load(path: path) } catch let problems as ModelProblems {
      throw UsageError(
        found: problems.description, expected: "correct it; arrester model check says what is wrong", command: options.command.name)
    }
  }
}
