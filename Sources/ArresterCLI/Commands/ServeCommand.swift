import Arrester
import ArresterBase
import ArresterConfiguration
import ArresterKafka
import Foundation

/// `arrester serve`: the stream service.
enum ServeCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    KafkaLibrary.keepFreedMemory()
    let service = try load(options)
    if options.flag("check") { return try checkEnforcers(service) }
    let log = Log()
    defer { log.finish() }
    for warning in service.configuration.warnings { log.warning("configuration", ["detail": .text(warning.description)]) }
    StopFlag.install()
    ReloadFlag.install()
    let summary = try RunningService(service, log: log, reload: { try load(options) }).run()
    if service.isUntilEnd { for line in summary.words { Terminal.printError(line) } }
    try InputOptions.write(summary, options)
    return .done
  }

  /// Everything that the command line, the environment and the files say, checked.
  private static func load(_ options: ParsedOptions) throws -> ServiceOptions {
    let configuration = try ServeConfiguration.load(
      file: options.string("configuration"), environment: ProcessInfo.processInfo.environment,
      overrides: options.configurationOverrides)
    var model = try load(configuration, options)
    model.events.cluster = configuration.kubernetes.cluster ?? ""
    model.declare(try ModelOptions.declarations(options))
    model.engine.plans = try InputOptions.plans(options, model)
    var service = ServiceOptions(configuration: configuration, model: model)
    service.isUntilEnd = options.flag("until-end")
    service.healthFile = options.string("health-file")
    try check(service, configuration)
    return service
  }

  /// The configuration is right in itself: now whether its enforcers could do what it asks of them.
  private static func checkEnforcers(_ service: ServiceOptions) throws -> CommandStatus {
    Terminal.printLine("the configuration is valid; model \(service.model.identifier)")
    let problems = try EnforcerCheck.run(service, log: Log(level: .error))
    for problem in problems { Terminal.printError("\(problem.enforcer): \(problem.found); \(problem.expected)") }
    let count = service.configuration.enforcers.count
    if problems.isEmpty, count > 0 { Terminal.printLine("\(count) enforcers would work") }
    return problems.isEmpty ? .done : .failed
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
