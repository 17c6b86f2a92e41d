extension JSONCursor {
  /// The string that comes next; anything else is stepped over.
  @inline(__always)
  mutating func stringOrSkip() -> JSONString? {
    if peek == UInt8(ascii: "\"") { return string() }
    skipValue()
    return nil
  }

  /// The string that comes next; anything else is left where it is.
  @inline(__always)
  mutating func stringOrNil() -> JSONString? { peek == UInt8(ascii: "\"") ? string() : nil }

  /// The number or literal that comes next; anything else is stepped over.
  mutating func scalarOrSkip() -> UnsafeRawBufferPointer? {
    switch peek {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
      skipValue()
      return nil
    default: return scalar()
    }
  }
}
