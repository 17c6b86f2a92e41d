import Arrester
import ArresterBase
import Foundation

/// `arrester bench latency`: from a deletion that is due to the decision call that denies, step by step, and beside it the same way
/// with scoring switched off.
public enum LatencyBench {
  /// The goals of the project at 20,000 events/s: p50, p99, p99.9, milliseconds.
  static let goalsMilliseconds: [Double?] = [2, 10, 50]
  static let goalRate = 20_000

  /// Runs a service in this process, whatever the options say: the decision call is asked here.
  /// - Parameters: as of `KafkaBench.run`.
  public static func run(
    _ options: StreamBenchOptions, model: Model, progress: @escaping (String) -> Void, shouldStop: @escaping () -> Bool
  ) throws -> BenchReport {
    var options = options
    options.startsService = true
    guard case .perSecond(let rate) = options.rate else {
      throw BenchError("--rate max is for bench kafka: latencies are measured at a rate that is kept up; name one, as --rate 20000")
    }
    let whole = try scoring(rate, options, model, progress, shouldStop)
    let comparison = shouldStop() ? nil : try DecodeOnlyRun.run(rate, options, model: model, progress: progress, shouldStop: shouldStop)
    return LatencyReport(
      options: options, rate: rate, whole: whole, comparison: comparison, wasStopped: shouldStop()
    ).report
  }

  /// A stretch, with what the report needs of where it ran.
  struct Whole {
    var step: RateStep
    var costs: EventCosts
    var rounds: RoundTotals.Sum?
    var notes: [String]
  }

  private static func scoring(
    _ rate: Int, _ options: StreamBenchOptions, _ model: Model, _ progress: @escaping (String) -> Void, _ shouldStop: @escaping () -> Bool
  ) throws -> Whole {
    let bench = try StreamBench(options, model: model, progress: progress, shouldStop: shouldStop)
    let result = Result {
      try bench.checkRate(rate)
      let (outcome, rounds) = try bench.stretch(
        ratePerSecond: rate, seconds: options.durationSeconds, warmUpSeconds: options.warmUpSeconds, shouldStop: shouldStop
      ) { progress("with scoring, \(rate) events/s: \(Int(max(0, $0.seconds))) s") }
      let step = RateStep(rate: rate, outcome: outcome, rounds: rounds, bench: bench)
      return Whole(step: step, costs: bench.costs, rounds: rounds, notes: StreamNotes.all(bench, outcome))
    }
    let problems = bench.close()
    var whole = try result.get()
    whole.notes += problems
    return whole
  }
}
