import ArresterBase

/// `labels.json`: what ought to be decided about whom, for `arrester tune` to read (docs/detection.md).
enum LabelsText {
  static let format = "arrester-labels/1"

  static func text(_ labels: [ScenarioLabel], _ simulation: Simulation) -> String {
    var lines = labels.map(line)
    for index in lines.indices.dropLast() { lines[index] += "," }
    var head = JSONText()
    head.object { json in
      json.field("format", format)
      json.field("made", "arrester simulate, seed \(simulation.seed), \(simulation.date)")
    }
    let opening = head.text.dropLast() + ",\"labels\":["
    return ([String(opening)] + lines.map { "  " + $0 } + ["]}", ""]).joined(separator: "\n")
  }

  private static func line(_ label: ScenarioLabel) -> String {
    var json = JSONText()
    json.object { json in
      json.field("principal", label.principal)
      json.field("from", Timestamp.format(label.first))
      json.field("until", Timestamp.format(label.last))
      json.field("verdict", label.judgement.rawValue)
      json.field("scenario", label.scenario)
      json.key("rule")
      if let rule = label.rule { json.value(rule.name) } else { json.null() }
      json.field("words", label.words)
    }
    return json.text
  }
}
