import Arrester
import ArresterBase

/// `arrester bench decide`: how fast the decision endpoint answers over HTTP, and what of that is the decision.
///
/// ```
/// repetition:  the call in process │ kind, action, breaker in process │ over HTTP
/// at the end:  the call in process while tables are swapped in
/// ```
public enum DecideBench {
  /// - Parameters:
  ///   - model: kinds and tables of the endpoint that is started here, and of the decision that is measured in this process.
  ///   - progress: gets a short line for each row.
  ///   - shouldStop: asked between repetitions and requests; where it says so the report is partial, and says so.
  /// - Throws: `BenchError` where an option is wrong, or the endpoint cannot be asked.
  public static func run(
    _ options: DecideBenchOptions, model: Model, progress: (String) -> Void, shouldStop: () -> Bool
  ) throws -> BenchReport {
    try options.check()
    let load = DecisionLoad(openBreakers: options.openBreakers, seed: options.seed, asked: options.principals)
    let own = try OwnEndpoint(load, model: model)
    defer { own.stop() }
    var calls = CallRows(load, options)
    var endpoint = try EndpointRun(options, load, own)
    try endpoint.warmUp(shouldStop)
    for repetition in 1...options.repetitions where !shouldStop() {
      progress("repetition \(repetition) of \(options.repetitions): in process")
      try calls.repeatOnce()
      progress("repetition \(repetition) of \(options.repetitions): over HTTP")
      try endpoint.repeatOnce(shouldStop)
    }
    var report = BenchReport(title: endpoint.title, commandLine: options.commandLine)
    endpoint.add(to: &report)
    calls.add(to: &report)
    progress("asking while tables are swapped in")
    // Last, for it trips principals of whom the others expect to be allowed.
    if !shouldStop() { try addSwaps(options, load, &report) }
    report.notes += notes(options)
    if shouldStop() { report.notes.insert("partial: it was stopped before its end", at: 0) }
    return report
  }

  private static func addSwaps(_ options: DecideBenchOptions, _ load: DecisionLoad, _ report: inout BenchReport) throws {
    let swapping = try SwappingRun(load, options).run(seconds: options.durationSeconds / 10)
    report.results += LatencyRows.microseconds("a call while \(options.swapsPerSecond) tables a second are swapped in", swapping.calls)
    report.results += LatencyRows.microseconds("a trip: the board and its new table", swapping.trips)
    report.histograms += [
      .init(name: "a call while tables are swapped in", histogram: swapping.calls),
      .init(name: "a trip: the board and its new table", histogram: swapping.trips),
    ]
  }

  private static func notes(_ options: DecideBenchOptions) -> [String] {
    [
      "the decision alone is what the endpoint does of kind, action and breaker, asked in a loop in this process; "
        + "the table's call is its last part: no kind, no action, no HTTP, no JSON",
      "\(options.openBreakers) breakers are open in this process; half of the calls are about one of them and are denied, half about "
        + "principals without one",
      "single calls in process are timed with two clock reads, which are part of what is shown",
    ]
  }
}
