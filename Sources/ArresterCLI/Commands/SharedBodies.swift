import Arrester
import ArresterEngine
import Foundation

/// `--model` and `--kind`.
enum ModelOptions {
  static func load(_ options: ParsedOptions) throws -> Model {
    do {
      return try ModelLoader.load(path: options.string("model"))
    } catch let problems as ModelProblems {
      throw UsageError(found: problems.description, expected: "correct it, or name another with --model", command: options.command.name)
    }
  }

  static func declarations(_ options: ParsedOptions) throws -> [KindDeclaration] {
    try options.strings("kind").map { text in
      guard let declaration = KindDeclaration(text) else {
        throw UsageError(found: "--kind \(text)", expected: "write GLOB=KIND, as in --kind '*=agent'", command: options.command.name)
      }
      return declaration
    }
  }
}

/// Files and plans in, `--summary` out.
enum InputOptions {
  static func files(_ options: ParsedOptions) throws -> InputFiles {
    do {
      return try InputFiles(options.arguments)
    } catch let error as InputError {
      throw UsageError(found: error.description, expected: "name files, folders or - for standard input", command: options.command.name)
    }
  }

  /// `--planned`.
  static func plans(_ options: ParsedOptions, _ model: Model) throws -> PlanTable {
    guard let path = options.string("planned") else { return .empty }
    do {
      return try PlannedFile.load(path: path, bounds: model.engine.bounds)
    } catch let problems as PlannedFileProblems {
      throw UsageError(found: problems.description, expected: "correct them, and name the file again", command: options.command.name)
    }
  }

  static func write(_ summary: Summary, _ options: ParsedOptions) throws {
    guard let path = options.string("summary") else { return }
    try Data(summary.json.bytes + [UInt8(ascii: "\n")]).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
