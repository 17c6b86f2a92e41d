/// From times to results: where the time of a record goes.
struct PipelineFindings {
  private let results: [ContenderResult]
  private let records: Int
  private let lanes: Int
  private(set) var singleRecords = HDRHistogram()
  /// Of one pass: with limits out of reach, and with the model's own, verdicts and their JSON included.
  private var allocations: Int?
  private var configuredAllocations: Int?
  private var verdicts = 0

  /// - Parameter results: of `PipelineParts.contenders`.
  init(_ results: [ContenderResult], _ corpus: RecordCorpus, lanes: Int) {
    self.results = results
    self.lanes = lanes
    records = corpus.count
  }

  /// Counts the allocations of one more pass of the two last contenders, and times the records of another.
  /// - Parameter whole: what the last contender is.
  mutating func note(_ whole: PipelineLane, _ contenders: [Contender]) {
    let scored = contenders[PipelineParts.names.count - 1]
    let configured = contenders[PipelineParts.names.count]
    scored.prepare?()
    allocations = Allocations.count { KeptValue.keep(scored.pass()) }
    configured.prepare?()
    let before = whole.verdicts
    configuredAllocations = Allocations.count { KeptValue.keep(configured.pass()) }
    verdicts = whole.verdicts - before
    configured.prepare?()
    whole.pass(&singleRecords)
  }

  func measurements(_ race: LaneRace) -> [BenchReport.Measurement] {
    let whole = results[PipelineParts.names.count - 1]
    let configured = results[PipelineParts.names.count]
    var list = [
      BenchReport.Measurement(
        name: "a record, limits out of reach", repetitions: whole.nanosecondsPerItem, unit: "ns",
        comparisons: [.init(name: "decode alone", value: results[0].median, ratio: whole.ratio(to: results[0]))])
    ]
    list += PipelineParts.names.indices.map { part in
      BenchReport.Measurement(name: "of it: \(PipelineParts.names[part])", repetitions: partTimes(part), unit: "ns")
    }
    list.append(.init(name: "a record, as configured, verdicts written", repetitions: configured.nanosecondsPerItem, unit: "ns"))
    list.append(.init(name: "records a second and core", repetitions: configured.nanosecondsPerItem.map { 1e9 / $0 }, unit: "records/s"))
    return list + laneMeasurements(race) + allocationMeasurements
  }

  /// The part that takes most.
  var limit: String? {
    let times = PipelineParts.names.indices.map { BenchReport.median(partTimes($0).sorted()) }
    guard let most = times.indices.max(by: { times[$0] < times[$1] }) else { return nil }
    let share = times[most] / max(1, times.reduce(0, +)) * 100
    return "\(PipelineParts.names[most]): \(NumberText.format(share)) % of the time of a record on its core"
  }

  var notes: [String] {
    let counted =
      allocations == nil
      ? "Allocations cannot be counted here."
      : "Allocations are calls of malloc and its kin in one pass of its own, whoever makes them."
    let perMillion = Double(verdicts) / Double(max(1, records)) * 1e6
    return [
      "Parts are differences between the pipeline cut off after each: count is what Intake adds to the decoder (counters, watermarks, "
        + "distinct principals), admit is lateness and duplicates. Ratio to decode alone: decode's time over the whole's.",
      "As configured: the model's own limits, so that those who tripped are silent; \(NumberText.format(perMillion)) verdicts for a "
        + "million records. \(counted)",
      "Single records are timed with the clock around each, which takes about \(MonotonicClock.costNanoseconds) ns of what is shown.",
    ]
  }

  /// Of each repetition: what the pipeline takes up to this part, less what it takes up to the one before.
  private func partTimes(_ part: Int) -> [Double] {
    guard part > 0 else { return results[0].nanosecondsPerItem }
    return zip(results[part].nanosecondsPerItem, results[part - 1].nanosecondsPerItem).map { max(0, $0 - $1) }
  }

  private var allocationMeasurements: [BenchReport.Measurement] {
    guard let allocations, let configuredAllocations else { return [] }
    let each = BenchReport.Measurement(
      name: "allocations for each record", value: Double(allocations) / Double(max(1, records)), unit: "calls", goal: .atMost(0.001))
    guard verdicts > 0 else { return [each] }
    let more = Double(configuredAllocations - allocations) / Double(verdicts)
    return [each, .init(name: "allocations for each verdict, written", value: more, unit: "calls")]
  }

  private func laneMeasurements(_ race: LaneRace) -> [BenchReport.Measurement] {
    // 1.8 for two.
    let goal = BenchReport.Goal.atLeast(0.9 * Double(lanes))
    return [
      (name: "records a second, \(lanes) lanes", several: race.several.elapsed, one: race.one.elapsed),
      (name: "the same, had each lane a core of its own", several: race.several.processor, one: race.one.processor),
    ].map { rates in
      let one = BenchReport.median(rates.one.sorted())
      let ratio = LaneRace.Rates.ratio(rates.several, rates.one)
      return BenchReport.Measurement(
        name: rates.name, repetitions: rates.several, unit: "records/s",
        comparisons: [.init(name: "1 lane", value: one, ratio: ratio, goal: goal)])
    }
  }
}
