import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents

/// With what all of it was made.
extension ReplayFacts {
  func writeRun(_ page: inout PageText) {
    page.facts(runWords)
    page.element("h3", text: "Limits")
    for kind in kinds { writeLimits(kind, &page) }
  }

  var runWords: [(term: String, words: String)] {
    var facts = [
      ("model", "\(run.modelName), \(run.modelPath)"), ("hash", summary.model), ("command", run.command), ("arrester", run.version),
      (
        "inputs",
        "\(run.inputs.joined(separator: ", ")): \(CountText.counted(run.files, "file", "files")), \(CountText.grouped(run.bytes)) bytes"
      ), ("events", "\(period)"),
      (
        "took", "\(JSONText.decimal(summary.seconds, 1)) s, \(CountText.grouped(Int(summary.eventsPerSecond))) events a second"
      ),
    ]
    if !run.kinds.isEmpty { facts.append(("declared", run.kinds.joined(separator: ", "))) }
    return facts
  }

  private func writeLimits(_ kind: PrincipalKind, _ page: inout PageText) {
    let words = responses[kind] == .none ? "not judged" : responses[kind] == .trip ? "trips" : "pages"
    page.table(
      "Limits of kind \(kind.name)", header: ["\(kind.name), \(words)", "Soft", "Hard"], numbers: [1, 2],
      rows: limits[kind].map { limit in [name(of: limit), limit.soft.map(CountText.value) ?? "", limit.hard.map(CountText.value) ?? ""] })
  }
}
