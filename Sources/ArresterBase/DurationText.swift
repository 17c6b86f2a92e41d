/// Durations as people write them: `45s`, `15m`, `2h30m`, `1d`, `250ms`.
public enum DurationText {
  /// What is right, for messages about what is not.
  public static let expectation = "a duration such as 45s, 15m or 2h30m (units d, h, m, s, ms)"

  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000),
  ]

  /// Reads whole numbers with units, the largest unit first, each at most once, nothing between them.
  /// - Returns: nanoseconds; nil for anything else (a number without a unit, a sign, a fraction) and for what 64 bits cannot hold.
  public static func parse(_ text: String) -> Int64? {
    var rest = Substring(text)
    var nextUnit = 0
    var total: Int64 = 0
    repeat {
      guard let (part, unit) = takePart(&rest), unit >= nextUnit else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow else { return nil }
      total = sum
      nextUnit = unit + 1
    } while !rest.isEmpty
    return total
  }

  /// The shortest text that `parse` reads back as the same duration; parts of a millisecond are dropped.
  /// - Parameter nanoseconds: not negative.
  public static func format(_ nanoseconds: Int64) -> String {
    var rest = max(0, nanoseconds)
    var text = ""
    for unit in units where rest >= unit.nanoseconds {
      text += "\(rest / unit.nanoseconds)\(unit.name)"
      rest %= unit.nanoseconds
    }
    return text.isEmpty ? "0s" : text
  }

  /// Takes digits and the unit after them from the front.
  private static func takePart(_ rest: inout Substring) -> (nanoseconds: Int64, unit: Int)? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let count = Int64(digits) else { return nil }
    rest = rest.dropFirst(digits.count)
    let name = rest.prefix { $0.isASCII && $0.isLetter }
    rest = rest.dropFirst(name.count)
    guard let unit = units.firstIndex(where: { $0.name == name }) else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: units[unit].nanoseconds)
    return overflow ? nil : (product, unit)
  }
}
