import Arrester

extension BenchReport {
  /// For people at a terminal: what, where, the results with what they are held against, latencies, the limit, notes.
  public var text: String {
    var paragraphs = [title + "\n" + machine.line]
    if !results.isEmpty { paragraphs.append(resultTable) }
    if !histograms.isEmpty { paragraphs.append(latencyTable) }
    if let limit { paragraphs.append("Limit: \(limit)") }
    let remarks = machine.warnings + notes
    if !remarks.isEmpty { paragraphs.append(remarks.map { "- " + $0 }.joined(separator: "\n")) }
    return paragraphs.joined(separator: "\n\n")
  }

  private var resultTable: String {
    var table = TextTable(header: ["WHAT", "FOUND", "RANGE", "BESIDE", "", "RATIO", "GOAL"])
    for line in results.flatMap(ResultLine.lines) {
      let goal = line.isMet.map { "\(line.goal): \($0 ? "met" : "not met")" } ?? ""
      table.append([line.name, line.value, line.range, line.comparison, line.comparisonValue, line.ratio, goal])
    }
    return table.text
  }

  private var latencyTable: String {
    var table = TextTable(header: ["LATENCY", "COUNT"] + LatencyLine.percents.map(\.name))
    for histogram in histograms { table.append(LatencyLine(histogram).cells) }
    return table.text
  }
}

extension BenchReport.Machine {
  /// One line with everything.
  var line: String {
    let versions = versions.map { "\($0.name) \($0.version)" }
    let parts = [processor, coresText, kernel] + versions
    return parts.joined(separator: ", ")
  }

  var coresText: String { cores == 1 ? "1 core" : "\(cores) cores" }

  /// What makes the numbers worthless.
  var warnings: [String] {
    isReleaseBuild ? [] : ["This is a debug build: its numbers say nothing. Build with --configuration release."]
  }
}
