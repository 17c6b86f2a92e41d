import Glibc

/// A resource's name as two records of the same thing both give it, whichever form each uses.
enum ResourceNames {
  /// The last component of an ARN, a URL or a path (`/hostedzone/Z1`); other text as it is.
  static func canonical(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard isPath(text) else { return text }
    let name = last(of: text, before: text.count).name
    return name.isEmpty ? text : name
  }

  /// For an ARN whose last component is a UUID or a long number in hexadecimal: the component before it, which is the name.
  static func nameBeforeSuffix(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard isPath(text) else { return nil }
    let (name, start) = last(of: text, before: text.count)
    guard start > 1, isRandom(name) else { return nil }
    let (before, beforeStart) = last(of: text, before: start - 1)
    return before.isEmpty || beforeStart < 4 ? nil : before
  }

  /// `name-AbCdEf` -> `name`.
  static func withoutSecretSuffix(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard name.count > 7, name[name.count - 7] == UInt8(ascii: "-") else { return nil }
    return UnsafeRawBufferPointer(rebasing: name.dropLast(7))
  }

  private static func isPath(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count > 1, let base = text.baseAddress else { return false }
    if text[0] == UInt8(ascii: "/") { return true }
    guard text.count > 8 else { return false }
    return memcmp(base, "arn:", 4) == 0 || memcmp(base, "https://", 8) == 0 || memcmp(base, "http://", 7) == 0
  }

  private static func last(of text: UnsafeRawBufferPointer, before end: Int) -> (name: UnsafeRawBufferPointer, start: Int) {
    var start = end
    while start > 0, text[start - 1] != UInt8(ascii: "/"), text[start - 1] != UInt8(ascii: ":") { start -= 1 }
    return (UnsafeRawBufferPointer(rebasing: text[start..<end]), start)
  }

  private static func isRandom(_ name: UnsafeRawBufferPointer) -> Bool {
    guard name.count >= 12 else { return false }
    return name.allSatisfy { byte in
      byte &- UInt8(ascii: "0") <= 9 || (byte | 0x20) &- UInt8(ascii: "a") < 6 || byte == UInt8(ascii: "-")
    }
  }
}
