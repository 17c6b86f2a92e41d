import Arrester
import ArresterBench

/// `arrester bench score`: what a change costs from its frame to its verdict.
enum BenchScoreCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    let settings = try BenchSettings.options(options)
    var shape = ScoringShape()
    shape.seed = settings.seed
    shape.skew = try BenchSettings.number("skew", in: 0...5, options) ?? shape.skew
    shape.lateShare = try BenchSettings.number("late", in: 0...1, options) ?? shape.lateShare
    shape.deleteShare = try BenchSettings.number("deletions", in: 0...1, options) ?? shape.deleteShare
    let attack = options.string("attack").flatMap(ScoringAttack.init)
    if attack != nil, shape.lateShare > 0 || shape.deleteShare > 0 {
      throw UsageError(
        found: "--attack together with --late or --deletions", expected: "measure one after the other", command: options.command.name)
    }
    let model = try ModelOptions.load(options)
    let progress = BenchProgressLine()
    let bench = ScoreBench(shape, principals: try principals(options), attack: attack, model: model, options: settings)
    let report = try bench.run(progress: progress.update)
    progress.finish()
    try BenchSettings.finish(report, options)
    return .done
  }

  private static func principals(_ options: ParsedOptions) throws -> [Int] {
    guard let text = options.string("principals") else { return [100_000] }
    let counts = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard counts.allSatisfy({ $0.map((1...10_000_000).contains) ?? false }) else {
      throw UsageError(
        found: "--principals is '\(text)'", expected: "write numbers from 1 to 10000000, as in 1000,100000", command: options.command.name)
    }
    return counts.compactMap(\.self)
  }
}
