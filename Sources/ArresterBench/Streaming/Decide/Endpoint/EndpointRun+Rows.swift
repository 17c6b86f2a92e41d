extension EndpointRun {
  static let aloneName = "the decision alone, in process"
  /// At this rate the 99th percentile is to stay below that.
  static let goalRate = 5000
  static let goalMicroseconds = 1000.0

  var title: String {
    let whose = options.service == nil ? "one server thread in this process" : "a running service"
    let pace = isClosedLoop ? "as fast as it answers" : "\(NumberText.format(Double(ratePerSecond))) requests/s"
    return "The decision endpoint over HTTP: \(pace) on \(options.connections) connections, \(whose)"
  }

  func add(to report: inout BenchReport) {
    guard !repetitions.isEmpty else { return }
    var all = RequestTally()
    for repetition in repetitions { all.merge(repetition.tally) }
    report.results.append(rateRow)
    report.results += latencyRows(all)
    report.results.append(.init(name: "requests without a good answer", value: Double(all.failed), unit: "requests", goal: .atMost(0)))
    report.results += cpuRows
    report.histograms.append(.init(name: latencyName, histogram: all.latency))
    if !isClosedLoop { report.histograms.append(.init(name: "due to sent", histogram: all.lateness)) }
    report.histograms.append(.init(name: EndpointRun.aloneName, histogram: alone.latency))
    report.limit = limit
    report.notes += notes(all)
  }

  var isClosedLoop: Bool { options.rate == .maximum }

  var ratePerSecond: Int { if case .perSecond(let rate) = options.rate { rate } else { 0 } }

  private var latencyName: String { isClosedLoop ? "sent to answered" : "due to answered" }

  /// Good answers a second, held against decisions of one caller in the process.
  private var rateRow: BenchReport.Measurement {
    let rates = repetitions.map { Double($0.tally.answered) * 1e9 / Double(max(1, $0.tally.elapsed)) }
    let alone = BenchReport.median(repetitions.map { 1e9 / $0.decision }.sorted())
    var row = BenchReport.Measurement(name: "answered over HTTP", repetitions: rates, unit: "requests/s")
    // What a schedule offers says nothing of what could be had.
    if isClosedLoop { row.comparisons = [.init(name: EndpointRun.aloneName, value: alone, ratio: row.value / alone)] }
    return row
  }

  private func latencyRows(_ all: RequestTally) -> [BenchReport.Measurement] {
    guard all.latency.count > 0 else { return [] }
    let percentiles: [(name: String, percent: Double)] = [("p50", 50), ("p99", 99), ("p99.9", 99.9), ("max", 100)]
    return percentiles.map { name, percent in
      let each = repetitions.map { EndpointRun.microseconds($0.tally.latency, percent) }.sorted()
      let value = EndpointRun.microseconds(all.latency, percent)
      let reference = EndpointRun.microseconds(alone.latency, percent)
      return BenchReport.Measurement(
        name: "\(latencyName), \(name)", value: value, unit: "us", spread: each.count > 1 ? each[0]...each[each.count - 1] : nil,
        goal: percent == 99 && ratePerSecond >= EndpointRun.goalRate ? .atMost(EndpointRun.goalMicroseconds) : nil,
        comparisons: [.init(name: EndpointRun.aloneName, value: reference, ratio: value / reference)])
    }
  }

  /// Of the thread that serves, and of the client.
  private var cpuRows: [BenchReport.Measurement] {
    let decision = BenchReport.median(repetitions.map(\.decision).sorted()) / 1000
    var rows: [BenchReport.Measurement] = []
    let server = repetitions.compactMap { repetition in
      repetition.server.map { Double($0.cpuNanoseconds) / Double(max(1, repetition.tally.answered)) / 1000 }
    }
    if !server.isEmpty {
      var row = BenchReport.Measurement(name: "CPU of the server's thread", repetitions: server, unit: "us a request")
      row.comparisons = [.init(name: EndpointRun.aloneName, value: decision, ratio: row.value / decision)]
      rows.append(row)
      rows.append(.init(name: "of that, what HTTP, token and JSON add", value: row.value - decision, unit: "us a request"))
    }
    let client = repetitions.map { Double($0.tally.clientCPU) / Double(max(1, $0.tally.answered)) / 1000 }
    rows.append(.init(name: "CPU of the client's thread", repetitions: client, unit: "us a request"))
    return rows
  }

  private static func microseconds(_ histogram: HDRHistogram, _ percent: Double) -> Double { Double(histogram.percentile(percent)) / 1000 }
}
