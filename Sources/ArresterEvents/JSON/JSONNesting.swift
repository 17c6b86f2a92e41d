/// What a walk is inside of, innermost first: one bit a level, object or array.
struct JSONNesting {
  /// The deepest nesting that is walked; beyond it a record is refused as `tooDeep`.
  static let maximumDepth = 512

  private(set) var depth = 0
  /// The innermost 64 levels and fewer: the lowest bit is the innermost.
  private var innermost: UInt64 = 0
  /// Full words of the levels outside.
  private var outer = InlineArray<8, UInt64>(repeating: 0)

  @inline(__always)
  var isObject: Bool { innermost & 1 == 1 }

  /// - Returns: false where that is too deep.
  @inline(__always)
  mutating func push(isObject: Bool) -> Bool {
    if depth & 63 == 0, depth > 0 {
      guard depth < JSONNesting.maximumDepth else { return false }
      outer[depth >> 6] = innermost
    }
    innermost = innermost << 1 | (isObject ? 1 : 0)
    depth &+= 1
    return true
  }

  @inline(__always)
  mutating func pop() {
    depth &-= 1
    innermost >>= 1
    if depth & 63 == 0, depth > 0 { innermost = outer[depth >> 6] }
  }
}
