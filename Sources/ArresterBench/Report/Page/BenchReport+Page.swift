import ArresterBase

extension BenchReport {
  /// One self-contained page: no network, no script; plots are drawn into it.
  public var html: String {
    var page = PageText()
    page.markup("<!DOCTYPE html>\n")
    page.element("html", [("lang", "en")]) { page in
      page.element("head") { page in
        page.empty("meta", [("charset", "utf-8")])
        page.empty("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")])
        page.element("title", text: title)
        page.element("style") { $0.markup(PageStyle.css) }
      }
      page.element("body") { writeBody(&$0) }
    }
    page.markup("\n")
    return page.html
  }

  private func writeBody(_ page: inout PageText) {
    page.element("h1", text: title)
    page.element("p", [("class", "faint")], text: "\(dateText) · \(machine.processor) · \(machine.coresText)")
    if let limit {
      page.element("p", [("class", "limit")]) { page in
        page.element("strong", text: "The limit: ")
        page.text(limit)
      }
    }
    for warning in machine.warnings { page.element("p", [("class", "missed")], text: warning) }
    if !results.isEmpty { page.section("Results") { writeResults(&$0) } }
    writeLatencies(&page)
    for unit in seriesUnits { writeSeries(unit, &page) }
    if !notes.isEmpty {
      page.section("Notes") { page in page.element("ul") { page in for note in notes { page.element("li", text: note) } } }
    }
    page.section("Machine and command") { writeMachine(&$0) }
  }

  private func writeResults(_ page: inout PageText) {
    page.table(header: ["What", "Found", "Range", "Beside", "", "Ratio", "Goal"], numbers: [1, 2, 4, 5]) { page in
      for line in results.flatMap(ResultLine.lines) {
        page.row([line.name, line.value, line.range, line.comparison, line.comparisonValue, line.ratio], numbers: [1, 2, 4, 5]) { page in
          guard let isMet = line.isMet else { return page.element("td", text: "") }
          page.element("td", [("class", isMet ? "met" : "missed")], text: "\(isMet ? "✓" : "✗") \(line.goal)")
        }
      }
    }
  }

  private func writeLatencies(_ page: inout PageText) {
    guard !histograms.isEmpty else { return }
    page.section("Latency") { page in
      if let plot = LinePlot.percentiles(of: histograms) {
        page.element("figure") { plot.write(&$0, label: "Latency by percentile: \(histograms.map(\.name).joined(separator: ", "))") }
      }
      let numbers = Set(1...LatencyLine.percents.count + 1)
      page.table(header: ["", "Count"] + LatencyLine.percents.map(\.name), numbers: numbers) { page in
        for histogram in histograms { page.row(LatencyLine(histogram).cells, numbers: numbers) { _ in } }
      }
    }
  }

  /// In the order in which they first come; series of one unit share a plot.
  private var seriesUnits: [String] {
    series.map(\.unit).reduce(into: []) { units, unit in if !units.contains(unit) { units.append(unit) } }
  }

  private func writeSeries(_ unit: String, _ page: inout PageText) {
    let chosen = series.filter { $0.unit == unit }
    guard let plot = LinePlot.overTime(chosen) else { return }
    page.section("Over time: " + chosen.map(\.name).joined(separator: ", ")) { page in
      page.element("figure") { plot.write(&$0, label: "\(unit) over time: \(chosen.map(\.name).joined(separator: ", "))") }
    }
  }

  private func writeMachine(_ page: inout PageText) {
    page.element("p") { $0.element("code", text: commandLine) }
    page.element("p", [("class", "faint")], text: machine.line)
  }
}

extension PageText {
  fileprivate mutating func section(_ title: String, _ body: (inout PageText) -> Void) {
    element("section") { page in
      page.element("h2", text: title)
      body(&page)
    }
  }

  /// - Parameter numbers: the columns that are set to the right.
  fileprivate mutating func table(header: [String], numbers: Set<Int>, _ rows: (inout PageText) -> Void) {
    element("div", [("class", "table")]) { page in
      page.element("table") { page in
        page.element("thead") { page in
          page.element("tr") { page in
            for (column, title) in header.enumerated() { page.element("th", PageText.style(column, numbers), text: title) }
          }
        }
        page.element("tbody", [], rows)
      }
    }
  }

  /// - Parameter last: writes cells of its own after the others.
  fileprivate mutating func row(_ cells: [String], numbers: Set<Int>, _ last: (inout PageText) -> Void) {
    element("tr") { page in
      for (column, cell) in cells.enumerated() { page.element("td", PageText.style(column, numbers), text: cell) }
      last(&page)
    }
  }

  private static func style(_ column: Int, _ numbers: Set<Int>) -> [(String, String)] {
    numbers.contains(column) ? [("class", "number")] : []
  }
}
