import ArresterBase

/// The header `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date in its preferred form.
public enum RetryAfter {
  /// - Parameter now: nanoseconds since 1970 UTC.
  /// - Returns: nanoseconds from now, at least 0; nil where the text is neither, or there is none.
  public static func nanoseconds(_ text: String?, now: Int64) -> Int64? {
    guard let text else { return nil }
    let words = text.split(separator: " ")
    if words.count == 1, words[0].allSatisfy({ $0.isASCII && $0.isNumber }) { return seconds(words[0]) }
    return date(words).map { max(0, $0 - now) }
  }

  /// More than 64 bits hold is as long as they can say.
  private static func seconds(_ text: Substring) -> Int64 {
    let (nanoseconds, overflow) = (Int64(text) ?? .max).multipliedReportingOverflow(by: Timestamp.nanosecondsPerSecond)
    return overflow ? .max : nanoseconds
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`
  private static func date(_ words: [Substring]) -> Int64? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])) else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return Timestamp.parse("\(words[3])-\(number)-\(words[1])T\(words[4])Z")
  }
}
