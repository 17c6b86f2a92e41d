import ArresterConfiguration

/// Runs what a command line asks for.
struct CommandDispatcher {
  /// Does a command's work.
  typealias Body = @Sendable (ParsedOptions) throws -> CommandStatus

  let table: [CommandDescription]
  /// By the command's name. Every command of the table has one.
  let bodies: [String: Body]
  /// Writes to standard output.
  let output: @Sendable (String) -> Void
  /// Writes a line to standard error.
  let errors: @Sendable (String) -> Void

  /// - Precondition: `bodies` has one for every command of the table and no other.
  init(
    table: [CommandDescription] = CommandTable.all, bodies: [String: Body], output: @escaping @Sendable (String) -> Void,
    errors: @escaping @Sendable (String) -> Void
  ) {
    precondition(Set(bodies.keys) == Set(table.map(\.name)), "commands and bodies differ")
    self.table = table
    self.bodies = bodies
    self.output = output
    self.errors = errors
  }

  /// Wrong usage and a wrong configuration, also where a body throws them, are status 2; any other error of a body is status 1. Both are printed.
  /// - Parameter words: without the program's name.
  func run(_ words: [String], environment: [String: String]) -> CommandStatus {
    do {
      switch try Invocation.resolve(words, table: table, environment: environment) {
      case .print(let text):
        output(text)
        return .done
      case .run(let command, let options):
        return try bodies[command.name]?(options) ?? .failed
      }
    } catch let error as UsageError {
      errors("arrester: \(error)")
      return .wrongUsage
    } catch let problems as ConfigurationProblems {
      errors("arrester: the configuration is wrong:\n\(problems)")
      return .wrongUsage
    } catch {
      errors("arrester: \(error)")
      return .failed
    }
  }
}
