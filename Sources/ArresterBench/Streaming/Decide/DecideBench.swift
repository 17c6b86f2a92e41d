import Arrester
import ArresterBase
import Foundation
import Synchronization

/// `arrester bench decide`: how fast the decision call answers.
///
/// What there is to measure today is the call in this process, on which an endpoint will rest: no network, no HTTP, no JSON.
public enum DecideBench {
  /// - Parameters:
  ///   - progress: gets a short line for each row.
  ///   - shouldStop: asked between repetitions; where it says so the report is partial, and says so.
  public static func run(_ options: DecideBenchOptions, progress: (String) -> Void, shouldStop: () -> Bool) throws -> BenchReport {
    try options.check()
    let load = DecisionLoad(openBreakers: options.openBreakers, seed: options.seed)
    var report = BenchReport(title: "The decision call, in process", commandLine: options.commandLine)
    for (name, threads) in [("one caller", 1), ("\(options.threads) callers at once", options.threads)] where threads > 0 {
      progress("asking: \(name)")
      let rates = try repeated(options, shouldStop) { try AskingRun(load, threads: threads).callsPerSecond(options.durationSeconds) }
      guard !rates.isEmpty else { continue }
      report.results.append(.init(name: "\(name), all together", repetitions: rates, unit: "calls/s"))
      report.results.append(.init(name: "\(name), a call", repetitions: rates.map { 1e9 * Double(threads) / $0 }, unit: "ns"))
    }
    progress("asking while tables are swapped in")
    if !shouldStop() { try addSwaps(options, load, &report) }
    report.notes = notes(options)
    if shouldStop() { report.notes.insert("partial: it was stopped before its end", at: 0) }
    return report
  }

  private static func repeated(_ options: DecideBenchOptions, _ shouldStop: () -> Bool, _ body: () throws -> Double) rethrows -> [Double] {
    var values: [Double] = []
    while values.count < options.repetitions, !shouldStop() { values.append(try body()) }
    return values
  }

  private static func addSwaps(_ options: DecideBenchOptions, _ load: DecisionLoad, _ report: inout BenchReport) throws {
    let swapping = try SwappingRun(load, options).run()
    report.results += LatencyRows.microseconds("a call while \(options.swapsPerSecond) tables a second are swapped in", swapping.calls)
    report.results += LatencyRows.microseconds("a trip: the board and its new table", swapping.trips)
    report.histograms = [
      .init(name: "a call while tables are swapped in", histogram: swapping.calls),
      .init(name: "a trip: the board and its new table", histogram: swapping.trips),
    ]
  }

  private static func notes(_ options: DecideBenchOptions) -> [String] {
    [
      "this is the decision call in one process: no network, no HTTP, no JSON; the endpoint that will answer over HTTP is not there yet",
      "\(options.openBreakers) breakers open; half of the calls are about one of them and are denied, half about principals without one",
      "single calls are timed with two clock reads, which are part of what is shown",
    ]
  }
}
