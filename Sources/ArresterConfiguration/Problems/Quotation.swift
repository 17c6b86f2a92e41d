/// Text from outside, made fit for a message: quoted, shortened, and without characters that would steer a terminal.
public enum Quotation {
  static let longest = 60

  /// `"text"`, at most 60 characters of it, control characters as `\u{1B}`.
  public static func quote(_ text: String) -> String {
    let clipped = text.unicodeScalars.prefix(longest)
    let isClipped = text.unicodeScalars.dropFirst(longest).first != nil
    return "\"" + clipped.map(escape).joined() + (isClipped ? "…" : "") + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: String(scalar)
    }
  }
}
