/// Counts what a JSON object has, two of one name included.
enum JSONMembers {
  /// - Parameter text: a JSON object that has been parsed already.
  /// - Returns: its members, not those of objects within it.
  /// - Complexity: O(count).
  static func count(_ text: [UInt8]) -> Int {
    var members = 0
    var level = 0
    var isInString = false
    var isEscaped = false
    for byte in text {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else {
          isInString = byte != UInt8(ascii: "\"")
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["): level += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): level -= 1
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: ":") where level == 1: members += 1
      default: break
      }
    }
    return members
  }
}
