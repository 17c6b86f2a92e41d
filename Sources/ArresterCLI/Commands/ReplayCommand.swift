import Arrester
import ArresterBase
import ArresterEngine
import Foundation

/// `arrester replay`: what would have happened.
enum ReplayCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    var model = try ModelOptions.load(options)
    model.declare(try ModelOptions.declarations(options))
    let plans = try InputOptions.plans(options, model)
    let files = try InputOptions.files(options)
    let report = try ReplayReport(options, model, files)
    let replay = Replay(model: model, options: settings(options, plans))
    report?.look(on: replay)
    let result = try run(replay, files)
    if options.flag("json") {
      for verdict in result.verdicts { Terminal.printLine(verdict.jsonLine) }
    } else {
      printTable(result)
    }
    printSamples(result)
    for line in PlannedWords.lines(result.summary.shards.planned, plans) + result.summary.words { Terminal.printError(line) }
    try InputOptions.write(result.summary, options)
    try report?.write(result)
    if let interruption = result.interruption {
      Terminal.printError("PARTIAL: " + interruption.words(of: files.totalBytes))
      return .failed
    }
    return options.flag("fail-on-trip") && result.summary.trips > 0 ? .tripped : .done
  }

  /// Until its end, or until somebody stops it: the first signal ends the reading, a second one the program.
  private static func run(_ replay: Replay, _ files: InputFiles) throws -> Replay.Result {
    StopFlag.install(ignoresBrokenPipes: false)
    replay.shouldStop = { StopFlag.isSet }
    let progress = ReplayProgressLine(totalBytes: files.totalBytes)
    defer { progress.finish() }
    return try replay.run(files) { progress.update($0) }
  }

  private static func settings(_ options: ParsedOptions, _ plans: PlanTable) -> Replay.Options {
    var settings = Replay.Options()
    settings.plans = plans
    settings.isAsArrived = options.flag("as-arrived")
    settings.shards = options.integer("shards") ?? 1
    switch options.duration("restore-after") {
    case .nanoseconds(let nanoseconds): settings.restoration = .after(nanoseconds: nanoseconds)
    case .word: settings.restoration = .never
    case nil: settings.restoration = .atEndOfHold
    }
    return settings
  }

  private static func printTable(_ result: Replay.Result) {
    guard result.summary.intake.events > 0 else { return Terminal.printLine("No event was read, so nothing was judged.") }
    guard !result.verdicts.isEmpty else { return Terminal.printLine("Nothing tripped, and nothing came near it.") }
    var table = TextTable(header: ["TIME", "TYPE", "RULE", "KIND", "PRINCIPAL", "WHY"])
    for verdict in result.verdicts {
      let who = verdict.principal + (verdict.session.map { " (\($0))" } ?? "")
      let row = [Timestamp.format(verdict.time), verdict.type.rawValue, verdict.rule?.name ?? "-", verdict.principalKind.name, who]
      table.append(row + [VerdictWords.reasons(verdict)])
    }
    Terminal.printLine(table.text)
  }

  private static func printSamples(_ result: Replay.Result) {
    for letter in result.deadLetters { Terminal.printError("dead letter: \(letter.place): \(letter.reason.explanation)") }
    let more = result.summary.intake.deadLetters.values.reduce(0, +) - result.deadLetters.count
    if more > 0 { Terminal.printError("… and \(more) more dead letters") }
    for event in result.tooLate {
      Terminal.printError("too late: \(event.identifier) \(Timestamp.format(event.time)) \(event.action) by \(event.principal)")
    }
    let late = result.summary.admission.tooLate - result.tooLate.count
    if late > 0 { Terminal.printError("… and \(late) more that came too late") }
  }
}
