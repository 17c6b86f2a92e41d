import Arrester
import ArresterBase
import Foundation

/// `arrester bench kafka`: offers events on a fixed schedule, reads the decisions, and says what the deployment carries, how late
/// decisions come, and which part is the limit.
public enum KafkaBench {
  /// Where the search for the highest rate begins, events a second.
  private static let firstRate = 20_000
  /// No cluster of one generator carries more.
  private static let greatestRate = 4_000_000

  /// - Parameters:
  ///   - progress: gets a short line about ten times a second.
  ///   - shouldStop: asked often; where it says so, the report covers what was done until then and says that it is partial.
  /// - Throws: `BenchError`, `KafkaError`, and what stopped a service that was started.
  public static func run(
    _ options: StreamBenchOptions, model: Model, progress: @escaping (String) -> Void, shouldStop: @escaping () -> Bool
  ) throws -> BenchReport {
    let bench = try StreamBench(options, model: model, progress: progress, shouldStop: shouldStop)
    let result = Result { try measure(bench, progress, shouldStop) }
    let problems = bench.close()
    var report = try result.get()
    report.notes += problems
    return report
  }

  private static func measure(
    _ bench: StreamBench, _ progress: @escaping (String) -> Void, _ shouldStop: @escaping () -> Bool
  ) throws -> BenchReport {
    switch bench.options.rate {
    case .perSecond(let rate):
      try bench.checkRate(rate)
      let step = try offer(rate, bench, progress, shouldStop)
      return KafkaBenchReport(bench: bench, steps: [step], search: nil, wasStopped: shouldStop()).report
    case .maximum:
      let (steps, search) = try searchRate(bench, progress, shouldStop)
      return KafkaBenchReport(bench: bench, steps: steps, search: search, wasStopped: shouldStop()).report
    }
  }

  private static func searchRate(
    _ bench: StreamBench, _ progress: @escaping (String) -> Void, _ shouldStop: @escaping () -> Bool
  ) throws -> ([RateStep], RateSearch) {
    var search = RateSearch(first: firstRate, maximum: bench.greatestRate ?? greatestRate)
    var steps: [RateStep] = []
    while case .attempt(let rate) = search.step, !shouldStop() {
      let step = try offer(rate, bench, progress, shouldStop)
      guard step.outcome.isComplete else { break }
      steps.append(step)
      search.note(rate: rate, isSustained: step.sustained.isSustained)
      try bench.settle(seconds: bench.options.durationSeconds + 30, shouldStop: shouldStop)
    }
    return (steps, search)
  }

  private static func offer(
    _ rate: Int, _ bench: StreamBench, _ progress: @escaping (String) -> Void, _ shouldStop: @escaping () -> Bool
  ) throws -> RateStep {
    let (outcome, rounds) = try bench.stretch(
      ratePerSecond: rate, seconds: bench.options.durationSeconds, warmUpSeconds: bench.options.warmUpSeconds, shouldStop: shouldStop
    ) { sample in
      let done = sample.taken ?? sample.acknowledged
      progress("\(rate) events/s offered: \(Int(max(0, sample.seconds))) s, \(done) done, backlog \(max(0, sample.due - done))")
    }
    return RateStep(rate: rate, outcome: outcome, rounds: rounds, bench: bench)
  }
}

extension StreamBench {
  /// What the embedded cluster keeps is overwritten when it is not read within this time.
  private static let embeddedSeconds = 0.5

  /// The highest rate that makes sense here; nil: no bound known.
  var greatestRate: Int? {
    guard topics.isEmbedded else { return nil }
    let bytes = Double(BenchTopics.embeddedPartitionBytes * (topics.partitionCounts[topic] ?? 1))
    return Int(bytes / Double(pool.meanBytes) / StreamBench.embeddedSeconds)
  }

  /// - Throws: `BenchError` for a rate at which the embedded cluster would drop what was not read yet.
  func checkRate(_ rate: Int) throws {
    guard let greatest = greatestRate, rate > greatest else { return }
    throw BenchError(
      "the embedded cluster keeps 5 MB a partition, which at \(rate) events/s is gone before it is read: at most \(greatest) events/s, "
        + "or more --partitions, or a real cluster with --bootstrap")
  }
}
