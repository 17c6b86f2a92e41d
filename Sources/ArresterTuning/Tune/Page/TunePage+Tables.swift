import ArresterBase

extension TunePage {
  static let tallyHeader = [
    "", "part", "#detected", "#wrong trips", "#per 1,000 principal-days (95 %)", "#blast", "#median", "#warnings a day",
  ]

  var comparison: String {
    var rows: [[String]] = []
    for (name, outcome) in [("current", tuning.current), ("recommended", tuning.recommended)] {
      guard let outcome else { continue }
      let parts = [("fitted on", outcome.fitted), ("judged on", outcome.judged), ("all", outcome.all)]
      for (index, part) in parts.enumerated() where tuning.options.split < 1 || part.0 != "judged on" {
        rows.append([index == 0 ? name : "", part.0] + TuneText.cells(part.1))
      }
    }
    let change = tuning.recommended.map { "<p>Recommended: \(SVGText.escape($0.setting.words(tuning.swept))).</p>" } ?? ""
    return """
      <h2>Now and recommended</h2>
      \(change)
      <p class="faint">Fitted on the events until \(Timestamp.format(tuning.split)); the rest judges it.</p>
      \(TunePage.table(TunePage.tallyHeader, rows))
      """
  }

  var frontTable: String {
    let rows = tuning.front.map { outcome in
      [outcome.setting.words(tuning.swept)] + TuneText.cells(outcome.fitted) + ["\(outcome.judged.wrongTrips)", "\(outcome.judged.missed)"]
    }
    let header = ["setting"] + TunePage.tallyHeader.dropFirst(2) + ["#wrong, judged", "#missed, judged"]
    return "<h2>The settings on the line</h2>\n" + TunePage.table(header, rows)
  }

  /// Case by case.
  var casesTable: String {
    guard !tuning.cases.isEmpty else { return "" }
    let rows = tuning.cases.enumerated().map { number, harmful in
      let then = tuning.recommended.map { "\($0.all.blasts[number])" } ?? "-"
      return [harmful.name, "\(tuning.current.all.blasts[number])", then, "\(harmful.destroyed)"]
    }
    let header = ["case", "#now", "#recommended", "#had nobody been stopped"]
    return "<h2>Destroyed before the trip, case by case</h2>\n" + TunePage.table(header, rows)
  }

  var fatesTable: String {
    guard tuning.recommended != nil else { return "" }
    let heading = "<h2>What changes for whom</h2>\n"
    guard !tuning.fates.isEmpty else { return heading + "<p>The same principals trip at the same times.</p>" }
    let rows = tuning.fates.map {
      [$0.principal, $0.direction.words, $0.judgement.rawValue, TuneText.words($0.now), TuneText.words($0.then)]
    }
    return heading + TunePage.table(["principal", "with the recommended model", "label", "now", "then"], rows)
  }

  /// - Parameter header: `#` before what is a number.
  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    let numbers = header.map { $0.hasPrefix("#") }
    func cell(_ tag: String, _ column: Int, _ text: String) -> String {
      "<\(tag)\(column < numbers.count && numbers[column] ? " class=\"number\"" : "")>\(SVGText.escape(text))</\(tag)>"
    }
    let head = header.enumerated().map { cell("th", $0, $1.hasPrefix("#") ? String($1.dropFirst()) : $1) }.joined()
    let body = rows.map { row in "<tr>" + row.enumerated().map { cell("td", $0, $1) }.joined() + "</tr>" }
    let lines = body.joined(separator: "\n")
    return "<div class=\"table\"><table><thead><tr>\(head)</tr></thead><tbody>\n\(lines)\n</tbody></table></div>"
  }
}
