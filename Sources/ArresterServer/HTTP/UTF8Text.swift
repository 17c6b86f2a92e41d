/// Texts out of bytes that others sent.
enum UTF8Text {
  /// nil where the bytes are no UTF-8. Nearly all are ASCII, which needs no validation: that costs a tenth of it.
  /// - Complexity: O(length).
  static func read(_ bytes: UnsafeRawBufferPointer) -> String? {
    var high: UInt8 = 0
    for byte in bytes { high |= byte }
    return high < 0x80 ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
  }
}
