import ArresterBase
import Foundation

/// Puts what was measured into a report.
struct KafkaBenchReport {
  let bench: StreamBench
  let steps: [RateStep]
  let search: RateSearch?
  let wasStopped: Bool

  var report: BenchReport {
    var report = BenchReport(title: title, commandLine: bench.options.commandLine)
    guard let shown else {
      report.notes.append("stopped before anything was measured")
      return report
    }
    report.results = results(shown)
    report.notes = notes(shown)
    report.limit = Limit.name((failed ?? shown).evidence).text
    report.histograms = LatencyRows.histograms(shown.outcome)
    report.series = LatencyRows.series(shown.outcome)
    return report
  }

  private var title: String { "Kafka to decision" + (wasStopped ? " (partial: it was stopped)" : "") }

  /// The best rate that was sustained, else the last one tried.
  private var shown: RateStep? { steps.last { $0.rate == search?.best } ?? steps.last }

  /// The lowest rate that was not sustained: there the limit shows.
  private var failed: RateStep? { steps.filter { !$0.sustained.isSustained }.min { $0.rate < $1.rate } }

  private func results(_ step: RateStep) -> [BenchReport.Measurement] {
    var results = [
      BenchReport.Measurement(name: "offered", value: Double(step.rate), unit: "events/s"),
      BenchReport.Measurement(
        name: bench.service == nil ? "acknowledged" : "taken by the service", value: step.throughput, unit: "events/s"),
    ]
    if search != nil {
      results.insert(
        BenchReport.Measurement(
          name: "highest sustained rate", value: Double(search?.best ?? 0), unit: "events/s",
          spread: (search?.best).flatMap { best in (search?.failed).map { Double(best)...Double(max(best, $0)) } }), at: 0)
    }
    results += LatencyRows.results(step.outcome)
    results += CPURows.results(step)
    return results
  }

  private func notes(_ step: RateStep) -> [String] {
    var notes: [String] = []
    if wasStopped { notes.append("partial: it was stopped before its end") }
    if search != nil {
      notes.append(
        "a rate counts as sustained where, over the second half of \(Int(bench.options.durationSeconds)) s, the backlog grows by at most "
          + "\(JSONText.decimal(SustainedRate.growthShare * 100, 0)) % of the rate and is worth at most "
          + "\(SustainedRate.backlogSeconds) s at the end, or is a stall that is being caught up with; rates were doubled, then the gap halved to "
          + "\(JSONText.decimal(RateSearch.precision * 100, 0)) %")
      notes += steps.map { "\($0.rate) events/s: \($0.sustained.isSustained ? "sustained" : "NOT sustained"), \($0.sustained.reason)" }
    } else {
      notes.append("\(step.sustained.isSustained ? "sustained" : "NOT sustained"): \(step.sustained.reason)")
    }
    notes += StreamNotes.all(bench, step.outcome)
    return notes
  }
}
