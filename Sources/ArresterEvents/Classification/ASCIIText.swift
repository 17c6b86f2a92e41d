/// Comparisons of ASCII text.
enum ASCIIText {
  /// `lower` is in lower case already.
  @inline(__always)
  static func equalsIgnoringCase(_ text: UnsafeRawBufferPointer, _ lower: UnsafeRawBufferPointer) -> Bool {
    text.count == lower.count && startsIgnoringCase(text, lower)
  }

  @inline(__always)
  static func equalsIgnoringCase(_ text: UnsafeRawBufferPointer, _ lower: [UInt8]) -> Bool {
    text.count == lower.count && lower.withUnsafeBytes { startsIgnoringCase(text, $0) }
  }

  @inline(__always)
  static func startsIgnoringCase(_ text: UnsafeRawBufferPointer, _ lower: UnsafeRawBufferPointer) -> Bool {
    guard text.count >= lower.count, lower.count > 0 else { return lower.isEmpty }
    let (left, right) = (text.baseAddress!, lower.baseAddress!)
    for index in 0..<lower.count {
      let byte = left.load(fromByteOffset: index, as: UInt8.self)
      if (byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte) != right.load(fromByteOffset: index, as: UInt8.self) { return false }
    }
    return true
  }
}
