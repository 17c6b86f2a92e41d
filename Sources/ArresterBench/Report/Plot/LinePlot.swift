import ArresterBase

/// Curves over two axes, as SVG. Curves may have any number of points: those that would fall on the same place are left out.
struct LinePlot {
  struct Curve {
    var name: String
    /// In the order of `x`.
    var points: [(x: Double, y: Double)]
  }

  let x: PlotAxis
  let y: PlotAxis
  let curves: [Curve]

  private static let width = 900.0
  private static let height = 320.0
  private static let left = 78.0
  private static let right = 40.0
  private static let top = 26.0
  private static let bottom = 46.0

  /// - Parameter label: what it shows, for those who cannot see it.
  func write(_ page: inout PageText, label: String) {
    page.element("svg", [("viewBox", "0 0 \(Int(Self.width)) \(Int(Self.height))"), ("role", "img"), ("aria-label", label)]) { page in
      writeGrid(&page)
      for (index, curve) in curves.enumerated() { write(curve, index, &page) }
    }
    if curves.count > 1 { writeLegend(&page) }
  }

  /// The variable that holds the colour of a curve.
  static func colour(_ index: Int) -> String { "var(--series-\(index % PageStyle.seriesColours + 1))" }

  private func writeGrid(_ page: inout PageText) {
    for tick in y.ticks {
      let height = Self.text(vertical(tick.value))
      page.line((Self.text(Self.left), height), (Self.text(Self.width - Self.right), height), "grid")
      page.label(tick.label, Self.text(Self.left - 8), Self.text(vertical(tick.value) + 4), "end")
    }
    for tick in x.ticks {
      let across = Self.text(horizontal(tick.value))
      page.line((across, Self.text(Self.top)), (across, Self.text(Self.height - Self.bottom)), "grid")
      page.label(tick.label, across, Self.text(Self.height - Self.bottom + 17), "middle")
    }
    let base = Self.text(Self.height - Self.bottom)
    page.line((Self.text(Self.left), base), (Self.text(Self.width - Self.right), base), "axis")
    page.label(y.title, "0", "14", "start")
    page.label(x.title, Self.text(Self.width - Self.right), Self.text(Self.height - 8), "end")
  }

  private func write(_ curve: Curve, _ index: Int, _ page: inout PageText) {
    let points = thinned(curve.points).map { "\(Self.text($0.0)),\(Self.text($0.1))" }
    guard !points.isEmpty else { return }
    page.element(
      "polyline", [("class", "curve"), ("style", "stroke: \(Self.colour(index))"), ("points", points.joined(separator: " "))]
    ) { $0.element("title", text: curve.name) }
  }

  private func writeLegend(_ page: inout PageText) {
    page.element("p", [("class", "legend")]) { page in
      for (index, curve) in curves.enumerated() {
        page.element("span") { page in
          page.element("i", [("class", "key"), ("style", "background: \(Self.colour(index))")], text: "")
          page.text(curve.name)
        }
      }
    }
  }

  /// Places on the page, the first and the last always among them.
  private func thinned(_ points: [(x: Double, y: Double)]) -> [(Double, Double)] {
    var kept: [(Double, Double)] = []
    for (index, point) in points.enumerated() {
      let place = (horizontal(point.x), vertical(point.y))
      let isApart = kept.last.map { abs($0.0 - place.0) >= 0.5 || abs($0.1 - place.1) >= 0.5 } ?? true
      if isApart || index == points.count - 1 { kept.append(place) }
    }
    return kept
  }

  private func horizontal(_ value: Double) -> Double { Self.left + x.share(of: value) * (Self.width - Self.left - Self.right) }
  private func vertical(_ value: Double) -> Double {
    Self.height - Self.bottom - y.share(of: value) * (Self.height - Self.top - Self.bottom)
  }
  private static func text(_ value: Double) -> String { JSONText.decimal(value, 1) }
}

extension PageText {
  fileprivate mutating func line(_ from: (String, String), _ to: (String, String), _ style: String) {
    empty("line", [("class", style), ("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)])
  }

  fileprivate mutating func label(_ text: String, _ x: String, _ y: String, _ anchor: String) {
    element("text", [("x", x), ("y", y), ("text-anchor", anchor)], text: text)
  }
}
