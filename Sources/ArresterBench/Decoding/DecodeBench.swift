import Arrester

/// `arrester bench decode`: what a record costs from its bytes to an event, on one core.
public struct DecodeBench {
  private let source: CorpusSource
  private let model: Model
  private let options: BenchOptions

  public init(_ source: CorpusSource, model: Model, options: BenchOptions) {
    self.source = source
    self.model = model
    self.options = options
  }

  public func run(progress: @escaping BenchProgress = { _ in }) throws -> BenchReport {
    let corpus = try source.load(model, count: options.isTrial ? 512 : CorpusSource.generatedRecords, progress: progress)
    let census = CorpusCensus(corpus, model: model)
    guard census.reads + census.changes > 0 else { throw BenchError("no record is an event that Arrester knows") }
    let results = Interleaving.measure(DecodeContenders(corpus: corpus, model: model).all, options, progress: progress)
    var report = BenchReport(title: "Decoding CloudTrail records, one core", commandLine: options.commandLine)
    report.results = measurements(results, corpus)
    report.notes = [
      census.words(corpus, source: source.words),
      "Ratio: the other's time over Arrester's, so that more is better; medians of \(options.repetitions) interleaved repetitions, processor "
        + "time of the thread.",
      "Bare simdjson copies a record to where it is padded, reads every field that the decoder reads in one pass with On-Demand, unescapes "
        + "it, and notes where parameters, answer and resources stand. It does not classify the action, name the resources, parse the time or build an event.",
    ]
    return report
  }

  private func measurements(_ results: [ContenderResult], _ corpus: RecordCorpus) -> [BenchReport.Measurement] {
    let ours = results[0]
    let comparisons = results.dropFirst().enumerated().map { index, other in
      BenchReport.Comparison(name: other.name, value: other.median, ratio: ours.ratio(to: other), goal: index == 0 ? .atLeast(0.9) : nil)
    }
    let rates = ours.nanosecondsPerItem.map { 1e9 / $0 }
    let bytes = corpus.bytesPerRecord
    return [
      .init(name: "decode a record", repetitions: ours.nanosecondsPerItem, unit: "ns", comparisons: Array(comparisons)),
      .init(name: "records a second and core", repetitions: rates, unit: "records/s"),
      .init(name: "bytes a second and core", repetitions: rates.map { $0 * bytes / 1e6 }, unit: "MB/s"),
    ]
  }
}
