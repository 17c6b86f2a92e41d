import Arrester
import ArresterBench
import Foundation

/// What every `bench` command is told, and how its report leaves.
enum BenchSettings {
  static func options(_ options: ParsedOptions) throws -> BenchOptions {
    var settings = BenchOptions()
    if case .nanoseconds(let nanoseconds) = options.duration("duration") {
      guard nanoseconds > 0 else {
        throw UsageError(found: "--duration is 0", expected: "write a longer one, as in 10s", command: options.command.name)
      }
      settings.durationSeconds = Double(nanoseconds) / 1e9
    }
    settings.repetitions = options.integer("repetitions") ?? settings.repetitions
    settings.seed = options.integer("seed").map { UInt64($0) } ?? settings.seed
    settings.commandLine = commandLine
    return settings
  }

  /// As it was typed, with quotes where a shell would want them.
  static var commandLine: String {
    let words = CommandLine.arguments.dropFirst().map { word in
      let isPlain = !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./:,=+%@".contains($0) }
      return isPlain ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
    }
    return (["arrester"] + words).joined(separator: " ")
  }

  /// A number with or without a point.
  static func number(_ name: String, in range: ClosedRange<Double>, _ options: ParsedOptions) throws -> Double? {
    guard let text = options.string(name) else { return nil }
    guard let value = Double(text), range.contains(value) else {
      let expected = "write a number from \(Int(range.lowerBound)) to \(Int(range.upperBound)), as in 0.1"
      throw UsageError(found: "--\(name) is '\(text)'", expected: expected, command: options.command.name)
    }
    return value
  }

  static func source(_ options: ParsedOptions, shape: WorkloadShape) throws -> CorpusSource {
    options.arguments.isEmpty ? .generated(shape) : .files(try InputOptions.files(options))
  }

  /// Prints the report, and writes its page where one is asked for.
  static func finish(_ report: BenchReport, _ options: ParsedOptions) throws {
    if let path = options.string("report") { try Data(report.html.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) }
    Terminal.printLine(options.flag("json") ? report.json.text : report.text)
  }
}

/// Says on a terminal what is being measured, at most five times a second.
final class BenchProgressLine {
  private var last = Date.distantPast

  func update(_ text: String) {
    guard Terminal.isInteractive, Date().timeIntervalSince(last) >= 0.2 else { return }
    last = Date()
    Terminal.status(text)
  }

  func finish() { if Terminal.isInteractive, last != .distantPast { Terminal.status("") } }
}
