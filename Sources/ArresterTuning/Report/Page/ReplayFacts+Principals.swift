import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents

/// The busiest principals, and those that came nearest, each beside every limit of its kind.
extension ReplayFacts {
  /// Rows of each kind.
  static let busiestShown = 25
  static let nearestShown = 15

  func writePrincipals(_ page: inout PageText) {
    page.element(
      "p",
      text:
        "The greatest value of each signal in each window, and what share that is of the soft and of the hard limit. Shaded from half of a "
        + "limit (a warning), darker where it is met. A share of a soft limit alone trips nothing: two of them, confirmed, do.")
    for kind in kinds { writeKind(kind, &page) }
  }

  private func writeKind(_ kind: PrincipalKind, _ page: inout PageText) {
    let all = principals.filter { $0.key.kind == kind }
    let shown = ReplayFacts.shown(all)
    page.element("h3", text: "\(kind.name): \(CountText.counted(all.count, "principal", "principals"))")
    if shown.count < all.count {
      page.element(
        "p", [("class", "faint")],
        text: "The \(ReplayFacts.busiestShown) busiest and the \(ReplayFacts.nearestShown) nearest to a limit; all are in the JSON and CSV."
      )
    }
    page.wide("Principals of kind \(kind.name) beside their limits") { page in
      page.element("table", [("class", "heat")]) { page in
        page.element("thead") { page in
          page.element("tr") { page in
            for title in ["Principal", "Changes", "Trips, pages, warnings"] { page.element("th", [("scope", "col")], text: title) }
            for limit in limits[kind] { writeHeader(limit, &page) }
          }
        }
        page.element("tbody") { page in for facts in shown { write(facts, limits[kind], &page) } }
      }
    }
  }

  /// Busiest first; each once.
  private static func shown(_ all: [PrincipalFacts]) -> [PrincipalFacts] {
    var keys = Set(all.prefix(busiestShown).map(\.key))
    let near = all.sorted(by: PrincipalFacts.isNearer).prefix(nearestShown).filter { $0.nearest > 0 }
    keys.formUnion(near.map(\.key))
    return all.filter { keys.contains($0.key) }
  }

  private func writeHeader(_ limit: Limit, _ page: inout PageText) {
    page.element("th", [("scope", "col")]) { page in
      page.text(name(of: limit))
      let parts = [limit.soft.map { "soft \(CountText.value($0))" }, limit.hard.map { "hard \(CountText.value($0))" }].compactMap(\.self)
      page.element("small", text: parts.joined(separator: " · "))
    }
  }

  /// "destroyed in 5 min".
  func name(of limit: Limit) -> String { "\(VerdictWords.name(limit.signal)) in \(VerdictWords.window(windows[limit.window].seconds))" }

  private func write(_ facts: PrincipalFacts, _ limits: [Limit], _ page: inout PageText) {
    page.element("tr") { page in
      page.element("td") { $0.name(facts.key.principal) }
      page.element("td", [("class", "number")], text: CountText.grouped(facts.changes))
      page.element("td", [("class", "number")], text: "\(facts.trips), \(facts.pages), \(facts.warnings)")
      for limit in limits { write(facts, limit, &page) }
    }
  }

  private func write(_ facts: PrincipalFacts, _ limit: Limit, _ page: inout PageText) {
    let shares = [share(facts, of: limit, isHard: false), share(facts, of: limit, isHard: true)]
    let greatest = shares.compactMap(\.self).max() ?? 0
    let style = greatest >= 1 ? " met" : greatest >= 0.5 ? " near" : ""
    page.element("td", [("class", "number" + style)]) { page in
      let value = facts.maximum(limit.signal, window: limit.window)
      page.text(value == 0 ? "·" : CountText.value(value))
      guard value > 0 else { return }
      page.element("small", text: shares.compactMap { $0.map(CountText.percent) }.joined(separator: " · "))
    }
  }
}
