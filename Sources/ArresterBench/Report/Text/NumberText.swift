import ArresterBase

/// Numbers as people read them.
enum NumberText {
  /// Three significant digits below a thousand, whole and in groups of three from there: `0.94`, `51.2`, `1,234,567`.
  static func format(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    let size = abs(value)
    if size >= 999.5 { return grouped(value.rounded()) }
    let decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 || size == 0 ? 2 : 3
    return JSONText.decimal(value, decimals)
  }

  /// With its unit, from `999 ns` to `1.5 s`.
  static func duration(nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<1_000: "\(format(nanoseconds)) ns"
    case ..<1_000_000: "\(format(nanoseconds / 1e3)) µs"
    case ..<1_000_000_000: "\(format(nanoseconds / 1e6)) ms"
    default: "\(format(nanoseconds / 1e9)) s"
    }
  }

  /// `at least 0.9`.
  static func goal(_ goal: BenchReport.Goal) -> String {
    switch goal {
    case .atLeast(let bound): "at least \(format(bound))"
    case .atMost(let bound): "at most \(format(bound))"
    }
  }

  private static func grouped(_ value: Double) -> String {
    guard abs(value) < 9e15 else { return "\(value)" }
    let digits = String(Int(abs(value)))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (value < 0 ? "-" : "") + text
  }
}
