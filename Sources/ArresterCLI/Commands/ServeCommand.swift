import Arrester
import ArresterBase
import ArresterConfiguration
import Foundation

/// `arrester serve`: the stream service.
enum ServeCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    let configuration = try ServeConfiguration.load(
      file: options.string("configuration"), environment: ProcessInfo.processInfo.environment,
      overrides: options.configurationOverrides)
    var model = try load(configuration, options)
    model.declare(try ModelOptions.declarations(options))
    var service = ServiceOptions(configuration: configuration, model: model)
    service.isUntilEnd = options.flag("until-end")
    service.healthFile = options.string("health-file")
    try check(service, configuration)
    if options.flag("check") {
      Terminal.printLine("the configuration is valid; model \(model.identifier)")
      for keyPath in configuration.unavailable { Terminal.printLine("note: \(keyPath) is set, and this version does not serve it yet") }
      return .done
    }
    let log = Log()
    for warning in configuration.warnings { log.warning("configuration", ["detail": .text(warning.description)]) }
    StopFlag.install()
    let summary = try StreamService(service, log: log).run()
    if service.isUntilEnd { for line in summary.words { Terminal.printError(line) } }
    try InputOptions.write(summary, options)
    return .done
  }

  private static func load(_ configuration: ServeConfiguration, _ options: ParsedOptions) throws -> Model {
    do { return try ModelLoader.load(path: configuration.model) } catch let problems as ModelProblems {
      throw UsageError(found: problems.description, expected: "correct it, or name another with --model", command: options.command.name)
    }
  }

  /// What can only be said once model and configuration are known together.
  private static func check(_ service: ServiceOptions, _ configuration: ServeConfiguration) throws {
    let problems = configuration.fileProblems() + service.policyProblems
    guard problems.isEmpty else { throw ConfigurationProblems(problems) }
  }
}
