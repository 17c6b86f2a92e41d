import Glibc

/// Backslash escapes inside JSON strings (RFC 8259, section 7).
enum JSONEscapes {
  /// Whether every backslash of `text` begins a valid escape. simdjson's first stage does not look at them.
  /// - Complexity: O(backslashes) after a vectorised search.
  static func areValid(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let base = text.baseAddress else { return true }
    var offset = 0
    while offset < text.count, let found = memchr(base + offset, 0x5C, text.count - offset) {
      let position = base.distance(to: found)
      guard position + 1 < text.count else { return false }
      switch text[position + 1] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
        UInt8(ascii: "r"), UInt8(ascii: "t"):
        offset = position + 2
      case UInt8(ascii: "u"):
        guard codeUnit(text, position + 2) != nil else { return false }
        offset = position + 6
      default: return false
      }
    }
    return true
  }

  /// Writes `source` without its escapes to `destination`, which holds at least as many bytes. A lone surrogate becomes U+FFFD.
  /// - Returns: the number of bytes written.
  static func unescape(_ source: UnsafeRawBufferPointer, into destination: UnsafeMutableRawPointer) -> Int {
    var read = 0
    var written = 0
    while read < source.count {
      let byte = source[read]
      guard byte == 0x5C, read + 1 < source.count else {
        destination.storeBytes(of: byte, toByteOffset: written, as: UInt8.self)
        read += 1
        written += 1
        continue
      }
      if source[read + 1] == UInt8(ascii: "u") {
        let (scalar, consumed) = scalar(source, read)
        read += consumed
        for unit in UTF8.encode(scalar)! {
          destination.storeBytes(of: unit, toByteOffset: written, as: UInt8.self)
          written += 1
        }
      } else {
        destination.storeBytes(of: simple(source[read + 1]), toByteOffset: written, as: UInt8.self)
        read += 2
        written += 1
      }
    }
    return written
  }

  private static func simple(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }

  private static func scalar(_ source: UnsafeRawBufferPointer, _ position: Int) -> (Unicode.Scalar, consumed: Int) {
    guard let first = codeUnit(source, position + 2) else { return ("\u{FFFD}", 2) }
    if let scalar = Unicode.Scalar(UInt32(first)) { return (scalar, 6) }
    guard UTF16.isLeadSurrogate(first), position + 7 < source.count, source[position + 6] == 0x5C,
      source[position + 7] == UInt8(ascii: "u"), let second = codeUnit(source, position + 8), UTF16.isTrailSurrogate(second)
    else { return ("\u{FFFD}", 6) }
    let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
  }

  private static func codeUnit(_ text: UnsafeRawBufferPointer, _ position: Int) -> UInt16? {
    guard position + 4 <= text.count else { return nil }
    var value: UInt16 = 0
    for index in position..<position + 4 {
      let byte = text[index]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
