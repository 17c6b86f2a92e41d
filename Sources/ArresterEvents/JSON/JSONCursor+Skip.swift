extension JSONCursor {
  /// The deepest nesting that is walked; beyond it a record is refused as `tooDeep`.
  public static let maximumDepth = 512

  /// Steps over the next value, whatever it is, and checks its grammar.
  /// - Complexity: O(tokens), no recursion, no allocation.
  public mutating func skipValue() {
    switch peek {
    case UInt8(ascii: "\""): _ = string()
    case UInt8(ascii: "{"), UInt8(ascii: "["): skipContainer()
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ":"), 0: fail(.syntax)
    default: _ = scalar()
    }
  }

  private mutating func skipContainer() {
    var kinds = NestingBits()
    var depth = 0
    var isFirst = true
    repeat {
      let byte = peek
      let wantsElement: Bool
      if depth == 0 {
        wantsElement = true
      } else if kinds.isObject(depth - 1) {
        wantsElement = nextKey(&isFirst) != nil
      } else {
        wantsElement = nextElement(&isFirst)
      }
      guard fault == nil else { return }
      guard wantsElement else {
        depth -= 1
        isFirst = false
        continue
      }
      let opening = depth == 0 ? byte : peek
      guard opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[") else {
        skipValue()
        continue
      }
      guard depth < JSONCursor.maximumDepth else {
        fail(.tooDeep)
        return
      }
      advance()
      kinds.set(depth, isObject: opening == UInt8(ascii: "{"))
      depth += 1
      isFirst = true
    } while depth > 0 && fault == nil
  }
}

/// One bit for each level of nesting: object or array.
private struct NestingBits {
  private var words = InlineArray<8, UInt64>(repeating: 0)

  func isObject(_ level: Int) -> Bool { words[level >> 6] >> UInt64(level & 63) & 1 == 1 }

  mutating func set(_ level: Int, isObject: Bool) {
    let bit = UInt64(1) << UInt64(level & 63)
    if isObject { words[level >> 6] |= bit } else { words[level >> 6] &= ~bit }
  }
}
