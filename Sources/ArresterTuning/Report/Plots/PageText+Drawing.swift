import ArresterBase

/// The few shapes that the drawings are made of. Lengths are units of the drawing's own box.
extension PageText {
  /// - Parameter label: what it shows, for those who cannot see it.
  mutating func drawing(width: Double, height: Double, label: String, _ body: (inout PageText) -> Void) {
    let box = "0 0 \(PageText.length(width)) \(PageText.length(height))"
    element("svg", [("viewBox", box), ("role", "img"), ("aria-label", label)], body)
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    empty(
      "line",
      [
        ("class", style), ("x1", PageText.length(x1)), ("y1", PageText.length(y1)), ("x2", PageText.length(x2)),
        ("y2", PageText.length(y2)),
      ])
  }

  /// - Parameter anchor: start, middle or end.
  mutating func label(_ text: String, _ x: Double, _ y: Double, _ anchor: String = "start", style: String = "") {
    let attributes = [("x", PageText.length(x)), ("y", PageText.length(y)), ("text-anchor", anchor)]
    element("text", style.isEmpty ? attributes : [("class", style)] + attributes, text: text)
  }

  mutating func path(_ points: [(x: Double, y: Double)], _ style: String, closing ends: [(x: Double, y: Double)] = []) {
    guard !points.isEmpty else { return }
    let text = (points + ends).enumerated()
      .map { "\($0.offset == 0 ? "M" : "L")\(PageText.length($0.element.x)) \(PageText.length($0.element.y))" }.joined()
    empty("path", [("class", style), ("d", text + (ends.isEmpty ? "" : "Z"))])
  }

  static func length(_ value: Double) -> String { JSONText.decimal(value, 1) }
}
