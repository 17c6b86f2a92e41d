import ArresterBase

/// Pieces of a drawing, and text in which no name can become markup.
enum SVGText {
  /// - Parameter body: drawn in a box of that size, which grows and shrinks with the page.
  static func drawing(width: Int, height: Int, label: String, _ body: String) -> String {
    "<svg viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\"\(escape(label))\">\(body)</svg>"
  }

  static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) -> String {
    "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" class=\"\(style)\"/>"
  }

  /// - Parameter title: shown where somebody points at it, and read aloud.
  static func dot(_ x: Double, _ y: Double, radius: Double, _ style: String, title: String) -> String {
    "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\" class=\"\(style)\"><title>\(escape(title))</title></circle>"
  }

  static func curve(_ points: [(x: Double, y: Double)], _ style: String) -> String {
    let text = points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    return "<polyline points=\"\(text)\" class=\"\(style)\"/>"
  }

  /// - Parameter anchor: `start`, `middle` or `end`.
  static func words(_ x: Double, _ y: Double, _ text: String, anchor: String = "start", style: String = "") -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\" class=\"\(style)\">\(escape(text))</text>"
  }

  static func number(_ value: Double) -> String { JSONText.decimal(value, 1) }

  static func escape(_ text: String) -> String { PageText.escape(text) }
}
