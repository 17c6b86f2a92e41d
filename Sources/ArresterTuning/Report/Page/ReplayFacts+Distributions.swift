import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents

/// How every signal was spread over the principals of each kind.
extension ReplayFacts {
  func writeDistributions(_ page: inout PageText) {
    page.element(
      "p",
      text:
        "How many principals reached at least so much, at their greatest. Where a curve crosses a limit stands how many met it; left of it, "
        + "how many more a lower limit would meet. Axes are logarithmic, but for ratios.")
    for kind in kinds { writeKind(kind, &page) }
  }

  private func writeKind(_ kind: PrincipalKind, _ page: inout PageText) {
    let own = distributions.filter { $0.kind == kind }
    let shown = own.filter { distribution in limit(of: distribution) != nil || (distribution.maxima.last ?? 0) > 0 }
    guard !shown.isEmpty else { return }
    page.element("h3", text: "\(kind.name): \(CountText.counted(own.first?.maxima.count ?? 0, "principal", "principals"))")
    // Those with a limit first; the order of the model within.
    let limited = limits[kind].compactMap { limit in shown.first { $0.signal == limit.signal && $0.window == limit.window } }
    let others = shown.filter { limit(of: $0) == nil }
    page.element("div", [("class", "plots")]) { page in for distribution in limited { write(distribution, &page) } }
    guard !others.isEmpty else { return }
    page.table(
      "Signals of kind \(kind.name) without a limit", header: ["Without a limit", "Median", "90 %", "99 %", "Greatest"],
      numbers: [1, 2, 3, 4],
      rows: others.map { distribution in
        [name(distribution)] + [0.5, 0.9, 0.99, 1].map { CountText.value(distribution.maximum(atShare: $0)) }
      })
  }

  private func write(_ distribution: Distribution, _ page: inout PageText) {
    let limit = limit(of: distribution)
    let words = words(distribution, limit)
    page.element("figure") { page in
      page.element("h4", text: name(distribution))
      ReachPlot(distribution: distribution, soft: limit?.soft, hard: limit?.hard).write(&page, label: "\(name(distribution)): \(words)")
      page.element("figcaption", text: words)
    }
  }

  private func words(_ distribution: Distribution, _ limit: Limit?) -> String {
    let quantiles = [(0.5, "median"), (0.99, "99 %"), (1, "greatest")]
      .map { "\($0.1) \(CountText.value(distribution.maximum(atShare: $0.0)))" }
    let met = [(limit?.soft, "soft"), (limit?.hard, "hard")].compactMap { value, name in
      value.map { "\(CountText.grouped(distribution.principals(reaching: $0))) reach the \(name) limit" }
    }
    return (quantiles + met).joined(separator: ", ")
  }

  func limit(of distribution: Distribution) -> Limit? {
    limits[distribution.kind].first { $0.signal == distribution.signal && $0.window == distribution.window }
  }

  private func name(_ distribution: Distribution) -> String {
    "\(VerdictWords.name(distribution.signal)) in \(VerdictWords.window(windows[distribution.window].seconds))"
  }
}
