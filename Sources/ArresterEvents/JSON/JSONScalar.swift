import Glibc

/// Numbers and literals of JSON (RFC 8259, sections 3 and 6).
enum JSONScalar {
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Whether `text` is `true`, `false`, `null` or a number.
  static func isValid(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first else { return false }
    switch first {
    case UInt8(ascii: "t"): return equals(text, "true")
    case UInt8(ascii: "f"): return equals(text, "false")
    case UInt8(ascii: "n"): return equals(text, "null")
    default: return isNumber(text)
    }
  }

  @inline(__always)
  static func equals(_ text: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
    text.count == word.utf8CodeUnitCount && memcmp(text.baseAddress!, word.utf8Start, text.count) == 0
  }

  private static func isNumber(_ text: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    if text[0] == UInt8(ascii: "-") { index = 1 }
    guard index < text.count else { return false }
    if text[index] == UInt8(ascii: "0") {
      index += 1
    } else if !skipDigits(text, &index) {
      return false
    }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      if !skipDigits(text, &index) { return false }
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
      if !skipDigits(text, &index) { return false }
    }
    return index == text.count
  }

  private static func skipDigits(_ text: UnsafeRawBufferPointer, _ index: inout Int) -> Bool {
    let start = index
    while index < text.count, text[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
    return index > start
  }
}
