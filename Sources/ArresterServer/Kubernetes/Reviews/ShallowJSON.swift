/// JSON without what lies deeper than a review needs.
///
/// Reviews of admission hold whole objects, whose writers choose how deep they nest: JSONDecoder gives up at 512 levels, and a review that
/// cannot be read is one that nothing is decided about. What is left out is not looked at, so it costs nothing to decode either.
enum ShallowJSON {
  /// Deep enough for `request.object.metadata.labels` and for `spec.extra`.
  static let levels = 5

  /// Writes null for every object and array below `levels`. What is no JSON stays none.
  /// - Complexity: O(count).
  static func prune(_ text: [UInt8], levels: Int = ShallowJSON.levels) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(min(text.count, 4096))
    var level = 0
    var isInString = false
    var isEscaped = false
    for byte in text {
      let isKept = level <= levels
      if isInString {
        if isKept { result.append(byte) }
        if isEscaped { isEscaped = false } else if byte == 0x5C { isEscaped = true } else if byte == 0x22 { isInString = false }
        continue
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        level += 1
        if level <= levels { result.append(byte) } else if isKept { result.append(contentsOf: "null".utf8) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        level -= 1
        if isKept { result.append(byte) }
      default:
        isInString = byte == 0x22
        if isKept { result.append(byte) }
      }
    }
    return result
  }
}
