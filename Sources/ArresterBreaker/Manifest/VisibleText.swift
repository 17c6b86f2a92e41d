/// Makes every character of a name show, so that none can hide, turn the line around or begin a new one.
enum VisibleText {
  static let maximumCharacters = 2048

  /// One line; control, format and separator characters as `\u{…}`.
  static func line(_ text: String) -> String { escaped(text, keepsLineBreaks: false, maximum: maximumCharacters) }

  /// Several lines, cut at `maximum` characters.
  static func block(_ text: String, maximum: Int) -> String { escaped(text, keepsLineBreaks: true, maximum: maximum) }

  private static func escaped(_ text: String, keepsLineBreaks: Bool, maximum: Int) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < maximum else { return result + "… (cut)" }
      count += 1
      if isVisible(scalar) || (keepsLineBreaks && scalar == "\n") {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return result
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }
}
