/// Writes the elements of a page. Text and attributes are escaped here and nowhere else, so none can be forgotten.
public struct PageText: Sendable {
  public private(set) var html = ""

  public init() {}

  /// Adds text, escaped.
  public mutating func text(_ text: String) { html += PageText.escape(text) }

  /// Adds an element with what `body` writes inside; names of elements and attributes are our own.
  public mutating func element(_ name: String, _ attributes: [(String, String)] = [], _ body: (inout PageText) -> Void) {
    open(name, attributes)
    body(&self)
    html += "</\(name)>"
  }

  public mutating func element(_ name: String, _ attributes: [(String, String)] = [], text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// Adds an element that has nothing inside and, as SVG wants it, ends itself.
  public mutating func empty(_ name: String, _ attributes: [(String, String)]) {
    open(name, attributes)
    html.removeLast()
    html += "/>"
  }

  /// Adds text of ours that is markup already.
  public mutating func markup(_ markup: String) { html += markup }

  private mutating func open(_ name: String, _ attributes: [(String, String)]) {
    html += "<" + name
    for (key, value) in attributes { html += " \(key)=\"\(PageText.escape(value))\"" }
    html += ">"
  }

  /// As text, and as the value of an attribute.
  public static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      // No page may hold them, not even escaped.
      case "\u{0}"..<"\u{9}", "\u{B}"..<"\u{D}", "\u{E}"..<" ": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
