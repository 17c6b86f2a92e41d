import Arrester

/// `arrester bench pipeline`: decoding, admission and scoring from memory, part by part, on one core and on several.
public struct PipelineBench {
  private let source: CorpusSource
  private let lanes: Int
  private let model: Model
  private let options: BenchOptions

  /// Past the caches of most machines.
  private static let generatedRecords = 65_536
  /// Files may span little time: then windows are as full as this many passes make them.
  private static let maximumWarmUpPasses = 40

  /// - Parameter lanes: held against one; at least two.
  public init(_ source: CorpusSource, lanes: Int, model: Model, options: BenchOptions) {
    self.source = source
    self.lanes = max(2, lanes)
    self.model = model
    self.options = options
  }

  public func run(progress: @escaping BenchProgress = { _ in }) throws -> BenchReport {
    let corpus = try source.load(model, count: options.isTrial ? 1024 : Self.generatedRecords, progress: progress)
    let census = CorpusCensus(corpus, model: model)
    guard census.reads + census.changes > 0 else { throw BenchError("no record is an event that Arrester knows") }
    let warmUp = warmUpPasses(corpus)
    progress("filling windows: \(warmUp) passes over \(corpus.count) records")
    var half = options
    half.durationSeconds /= 2
    let whole = PipelineLane(corpus, indices: Array(0..<corpus.count), model: model)
    let contenders = PipelineParts(corpus: corpus, model: model, warmUpPasses: warmUp).contenders(whole: whole)
    let results = Interleaving.measure(contenders, half, progress: progress)
    var findings = PipelineFindings(results, corpus, lanes: lanes)
    findings.note(whole, contenders)
    var race = LaneRace(lanes: lanes)
    let groups = [1, lanes].map { LaneGroup(corpus, count: $0, model: model, warmUpPasses: warmUp) }
    race.run(groups, records: corpus.count, half, progress: progress)
    return report(findings, race, groups, census.words(corpus, source: source.words), corpus)
  }

  /// An hour and the lateness of event time.
  private func warmUpPasses(_ corpus: RecordCorpus) -> Int {
    let horizon = Double(model.engine.longestWindowSeconds + model.engine.latenessSeconds[.aws]) * 1e9
    return min(options.isTrial ? 1 : Self.maximumWarmUpPasses, max(1, Int((horizon / Double(corpus.spanNanoseconds)).rounded(.up))))
  }

  private func report(
    _ findings: PipelineFindings, _ race: LaneRace, _ groups: [LaneGroup], _ census: String, _ corpus: RecordCorpus
  ) -> BenchReport {
    var report = BenchReport(title: "From bytes in memory to verdicts", commandLine: options.commandLine)
    report.results = findings.measurements(race)
    report.limit = findings.limit
    report.histograms = [.init(name: "a record, as configured", histogram: findings.singleRecords)]
    report.series = race.series
    report.notes = [census] + findings.notes
    let largest = NumberText.format(groups[1].largestShare * 100)
    report.notes.append(
      "Lanes are measured by the clock on the wall, and by the processor time of the lane that takes most. They share the records by "
        + "principal; the largest of the \(lanes) has \(largest) % of them, so that \(NumberText.format(1 / groups[1].largestShare)) times one "
        + "lane is the most.")
    if corpus.renewableCount < corpus.count {
      let rest = corpus.count - corpus.renewableCount
      report.notes.append(
        "\(NumberText.format(Double(rest))) records have no time or identifier to be renewed: from the second pass on they are duplicates.")
    }
    return report
  }
}
