import Arrester
import ArresterTuning
import Foundation

/// `arrester tune`: thresholds from events and labels.
enum TuneCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    let source = try ModelOptions.load(options)
    var model = source
    model.declare(try ModelOptions.declarations(options))
    let plans = try InputOptions.plans(options, model)
    let settings = try settings(options)
    let files = try InputOptions.files(options).leavingOut(TuneCommand.describing(options))
    let labels = options.string("labels") ?? ""
    let progress = ProgressLine(total: files.totalBytes)
    let tuning: Tuning
    do {
      tuning = try Tuning(
        files, model: model, labels: try TuneLabels.load(path: labels), plans: plans, options: settings,
        onRead: { progress.update($0, "read") },
        onSetting: { done in if done % 50 == 0, Terminal.isInteractive { Terminal.status("\(done) settings") } })
    } catch let problems as TuneLabelProblems {
      throw UsageError(
        found: problems.description, expected: "correct them, and name the file again", command: options.command.name)
    }
    if Terminal.isInteractive { Terminal.status("") }
    Terminal.printLine(options.flag("json") ? TuneJSON(tuning).text : TuneText(tuning).text)
    Terminal.printError(
      "one pass over the events \(seconds(tuning.traceSeconds)), \(tuning.outcomes.count) settings \(seconds(tuning.sweepSeconds))")
    if let path = options.string("report") { try write(TunePage(tuning, model: source).html, path) }
    return try writeModel(tuning, source, files, options)
  }

  /// Exit status 1 where nothing was read, or nothing is within the budget.
  private static func writeModel(
    _ tuning: Tuning, _ source: Model, _ files: InputFiles, _ options: ParsedOptions
  ) throws -> CommandStatus {
    guard tuning.range != nil, let recommended = tuning.recommended else { return .failed }
    guard let path = options.string("out") else { return .done }
    let command = (["arrester"] + CommandLine.arguments.dropFirst().map(quoted)).joined(separator: " ")
    try TunedModel(tuning, source: source, files: files, labels: options.string("labels") ?? "", command: command)
      .write(recommended.setting, to: path)
    Terminal.printError("the recommended model is in \(path)")
    return .done
  }

  /// As a shell takes it again.
  private static func quoted(_ argument: String) -> String {
    let isPlain = !argument.isEmpty && argument.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./:=,@%+".contains($0)) }
    return isPlain ? argument : "'" + argument.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// In a folder that `simulate` wrote, labels and plans stand beside the events.
  private static func describing(_ options: ParsedOptions) -> [String] {
    [options.string("labels"), options.string("planned"), options.string("model"), options.string("out")].compactMap(\.self)
  }

  private static func settings(_ options: ParsedOptions) throws -> Tuning.Options {
    var settings = Tuning.Options()
    settings.budget.maximumWrongTripsPerDay = try BenchSettings.number("max-false-trips-per-day", in: 0...1e9, options)
    settings.budget.maximumBlast = options.integer("max-blast")
    settings.split = try BenchSettings.number("split", in: 0.01...1, options) ?? settings.split
    return settings
  }

  private static func write(_ text: String, _ path: String) throws {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw TuneError(reason: "\(path) cannot be written: \(error.localizedDescription)")
    }
    Terminal.printError("the report is in \(path)")
  }

  private static func seconds(_ value: Double) -> String { String(format: "%.2f s", value) }
}

extension InputFiles {
  /// Without files that are known to be something else than events.
  fileprivate func leavingOut(_ others: [String]) -> InputFiles {
    let paths = Set(others.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path })
    var events = self
    events.files.removeAll { paths.contains(URL(fileURLWithPath: $0.path).resolvingSymlinksInPath().path) }
    return events
  }
}
