import ArresterBase

/// Numbers and names as people read them.
enum CountText {
  /// `1,234,567`.
  static func grouped(_ count: Int) -> String {
    let digits = String(count.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return count < 0 ? "-" + text : text
  }

  /// `2k`, `5M` for round thousands and millions.
  static func short(_ count: Int) -> String {
    if count >= 1_000_000, count % 1_000_000 == 0 { return "\(count / 1_000_000)M" }
    if count >= 1000, count % 1000 == 0 { return "\(count / 1000)k" }
    return String(count)
  }

  /// Counts whole, ratios with two digits.
  static func value(_ value: Double) -> String { value >= 100 ? grouped(Int(value.rounded())) : JSONText.decimal(value, 2) }

  /// `63 %`.
  static func percent(_ share: Double) -> String { "\(grouped(Int((min(share, 1e9) * 100).rounded(.down)))) %" }

  /// `1 trip`, `2 trips`.
  static func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(grouped(count)) \(count == 1 ? one : many)" }
}

/// Names that others chose, made harmless for the eye: what turns the direction of writing or cannot be seen is spelt out.
enum ShownName {
  static func text(_ name: String) -> String {
    guard name.unicodeScalars.contains(where: isHidden) else { return name }
    return name.unicodeScalars.map { isHidden($0) ? "⟨U+\(hexadecimal($0.value))⟩" : String($0) }.joined()
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
