import ArresterBase

/// Puts the two runs side by side, and the first one's steps under it.
struct LatencyReport {
  let options: StreamBenchOptions
  let rate: Int
  let whole: LatencyBench.Whole
  let comparison: Stretch.Outcome?
  let wasStopped: Bool

  private static let comparisonName = "the same with scoring switched off"

  var report: BenchReport {
    let outcome = whole.step.outcome
    let title = "From produce to the decision call that denies, at \(rate) events/s" + (wasStopped ? " (partial: it was stopped)" : "")
    var report = BenchReport(title: title, commandLine: options.commandLine)
    let visible = LatencyRows.histogram(outcome.trips, \.visible)
    let decoded = comparison.map { LatencyRows.histogram($0.trips, \.visible) }
    report.results = LatencyRows.rows(
      "due to denied", visible, goals: rate == LatencyBench.goalRate ? LatencyBench.goalsMilliseconds : [nil, nil, nil],
      other: decoded.map { (LatencyReport.comparisonName, $0) })
    let steps = LatencySteps(trips: outcome.trips, costs: whole.costs)
    report.results += steps.results
    report.results += roundRows
    report.results += LatencyRows.rows(LatencyRows.findingName, LatencyRows.histogram(outcome.trips, \.published))
    report.results += CPURows.results(whole.step)
    report.notes = notes + steps.notes
    report.limit = Limit.name(whole.step.evidence).text
    report.histograms = LatencyRows.histograms(outcome)
    if let decoded { report.histograms.append(.init(name: LatencyReport.comparisonName, histogram: decoded)) }
    report.series = LatencyRows.series(outcome)
    return report
  }

  /// The loop's rounds, on average.
  private var roundRows: [BenchReport.Measurement] {
    guard let rounds = whole.rounds, rounds.rounds > 0 else { return [] }
    let seconds = max(0.001, whole.step.outcome.watchedSeconds)
    return [
      BenchReport.Measurement(
        name: "messages in a round of the loop", value: Double(rounds.messages) / Double(rounds.rounds), unit: "messages"),
      BenchReport.Measurement(
        name: "time of the loop in commits", value: Double(rounds.committingNanoseconds) / seconds / 1e7, unit: "%"),
      BenchReport.Measurement(
        name: "time of the loop in decoding and scoring", value: Double(rounds.scoringNanoseconds) / seconds / 1e7, unit: "%"),
    ]
  }

  private var notes: [String] {
    var notes = wasStopped ? ["partial: it was stopped before its end"] : []
    notes.append("\(whole.step.sustained.isSustained ? "sustained" : "NOT sustained"): \(whole.step.sustained.reason)")
    notes += whole.notes
    notes += (comparison.map(StreamNotes.pauses) ?? []).map { "with scoring switched off: \($0)" }
    notes.append(
      "scoring switched off: a loop that fetches and decodes the same events and notes when it has decoded the deletion that would trip; "
        + "nothing is scored, decided, committed or asked")
    return notes
  }
}
