/// Rows of the table's call in this process: one caller, and several at once.
struct CallRows {
  private let load: DecisionLoad
  private let options: DecideBenchOptions
  /// Callers at the same time, and calls a second of each repetition.
  private var rows: [(threads: Int, rates: [Double])]

  init(_ load: DecisionLoad, _ options: DecideBenchOptions) {
    self.load = load
    self.options = options
    rows = options.threads == 1 ? [(1, [])] : [(1, []), (options.threads, [])]
  }

  /// - Throws: `BenchError` where an answer is wrong.
  mutating func repeatOnce() throws {
    for index in rows.indices {
      rows[index].rates.append(try AskingRun(load, threads: rows[index].threads).callsPerSecond(options.inProcessSeconds))
    }
  }

  func add(to report: inout BenchReport) {
    for row in rows where !row.rates.isEmpty {
      let name = "the table's call, " + (row.threads == 1 ? "one caller" : "\(row.threads) callers at once")
      report.results.append(.init(name: "\(name), all together", repetitions: row.rates, unit: "calls/s"))
      report.results.append(.init(name: "\(name), a call", repetitions: row.rates.map { 1e9 * Double(row.threads) / $0 }, unit: "ns"))
    }
  }
}
