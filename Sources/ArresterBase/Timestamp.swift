/// Times as nanoseconds since 1970-01-01T00:00:00Z, read from and written as RFC 3339 text without a calendar library.
public enum Timestamp {
  public static let nanosecondsPerSecond: Int64 = 1_000_000_000

  /// Reads RFC 3339 (`2026-01-02T03:04:05.25Z`, `… 03:04:05+11:00`), with a space or `T` between date and time;
  /// a time without an offset is UTC, as CloudTrail's consumers write it.
  /// - Returns: nil for anything else, for dates that do not exist and for years outside 1970-2261 (what 64 bits hold).
  /// - Complexity: O(length), no allocation.
  public static func parse(_ text: UnsafeRawBufferPointer) -> Int64? {
    guard text.count >= 19, text.count <= 40 else { return nil }
    guard let year = digits(text, 0, 4), text[4] == UInt8(ascii: "-"), let month = digits(text, 5, 2), text[7] == UInt8(ascii: "-"),
      let day = digits(text, 8, 2), text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "t"),
      let hour = digits(text, 11, 2), text[13] == UInt8(ascii: ":"), let minute = digits(text, 14, 2), text[16] == UInt8(ascii: ":"),
      let second = digits(text, 17, 2)
    else { return nil }
    guard (1970...2261).contains(year), (1...12).contains(month), (1...daysInMonth(year, month)).contains(day), hour < 24, minute < 60,
      second <= 60
    else { return nil }
    var position = 19
    guard let fraction = parseFraction(text, &position), let offset = parseOffset(text, &position), position == text.count else {
      return nil
    }
    let days = daysSinceEpoch(year, month, day)
    let seconds = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - offset
    guard seconds >= 0 else { return nil }
    return seconds * nanosecondsPerSecond + fraction
  }

  public static func parse(_ text: String) -> Int64? {
    var text = text
    return text.withUTF8 { parse(UnsafeRawBufferPointer($0)) }
  }

  /// `2026-01-02T03:04:05Z`, with as many digits of a fraction as are needed and no more.
  public static func format(_ nanoseconds: Int64) -> String {
    let seconds = floorDivide(nanoseconds, nanosecondsPerSecond)
    let remainder = nanoseconds % nanosecondsPerSecond
    let fraction = remainder < 0 ? remainder + nanosecondsPerSecond : remainder
    let days = floorDivide(seconds, 86_400)
    let rest = Int(seconds - days * 86_400)
    let (year, month, day) = civil(Int(days))
    var text: [UInt8] = []
    text.reserveCapacity(32)
    append(year, digits: 4, then: "-", to: &text)
    append(month, digits: 2, then: "-", to: &text)
    append(day, digits: 2, then: "T", to: &text)
    append(rest / 3600, digits: 2, then: ":", to: &text)
    append(rest / 60 % 60, digits: 2, then: ":", to: &text)
    append(rest % 60, digits: 2, then: ".", to: &text)
    append(Int(fraction), digits: 9, then: "0", to: &text)
    while text.last == UInt8(ascii: "0") { text.removeLast() }
    if text.last == UInt8(ascii: ".") { text.removeLast() }
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }

  private static func append(_ value: Int, digits: Int, then end: Unicode.Scalar, to text: inout [UInt8]) {
    DecimalText.append(value.magnitude, atLeast: digits, to: &text)
    text.append(UInt8(ascii: end))
  }

  @inlinable
  public static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  private static func digits(_ text: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    for index in start..<start + count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// Digits past the ninth are dropped: nothing here is finer than a nanosecond.
  private static func parseFraction(_ text: UnsafeRawBufferPointer, _ position: inout Int) -> Int64? {
    guard position < text.count, text[position] == UInt8(ascii: ".") else { return 0 }
    position += 1
    var value: Int64 = 0
    var scale: Int64 = nanosecondsPerSecond
    let start = position
    while position < text.count, text[position] &- UInt8(ascii: "0") <= 9 {
      if scale > 1 {
        value = value * 10 + Int64(text[position] - UInt8(ascii: "0"))
        scale /= 10
      }
      position += 1
    }
    return position > start ? value * scale : nil
  }

  /// Seconds east of UTC; `Z`, `+hh:mm`, `+hhmm` or nothing.
  private static func parseOffset(_ text: UnsafeRawBufferPointer, _ position: inout Int) -> Int64? {
    guard position < text.count else { return 0 }
    let sign = text[position]
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") {
      position += 1
      return 0
    }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), text.count - position >= 5 else { return nil }
    let colon = text[position + 3] == UInt8(ascii: ":")
    guard text.count - position == (colon ? 6 : 5), let hours = digits(text, position + 1, 2),
      let minutes = digits(text, position + (colon ? 4 : 3), 2), hours < 24, minutes < 60
    else { return nil }
    position = text.count
    let offset = Int64(hours * 3600 + minutes * 60)
    return sign == UInt8(ascii: "-") ? -offset : offset
  }

  private static func daysInMonth(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from the civil date, Howard Hinnant's algorithm ("chrono-Compatible Low-Level Date Algorithms", days_from_civil).
  private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The inverse of `daysSinceEpoch` (civil_from_days of the same paper).
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
  }
}
