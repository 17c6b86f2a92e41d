import Glibc

/// The parts of `arn:partition:service:region:account:resource` that are looked at.
enum ARN {
  /// The account field; nil where the text is no ARN or names none.
  static func account(of arn: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard let start = field(4, of: arn), let end = field(5, of: arn), end > start + 1 else { return nil }
    return UnsafeRawBufferPointer(rebasing: arn[start..<end - 1])
  }

  /// What follows the account: `role/team/r`, `log-group:/aws/lambda/f:*`; nil where the text is no ARN.
  static func resource(of arn: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    field(5, of: arn).map { UnsafeRawBufferPointer(rebasing: arn[$0...]) }
  }

  /// The session's name at the end of `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`; nil for any other ARN.
  static func roleSession(of arn: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard let resource = field(5, of: arn), arn.count - resource > 13, memcmp(arn.baseAddress! + resource, "assumed-role/", 13) == 0 else {
      return nil
    }
    let base = arn.baseAddress!
    var start = arn.count
    // Ends before the slash of `assumed-role/`, at the latest.
    while base.load(fromByteOffset: start &- 1, as: UInt8.self) != UInt8(ascii: "/") { start &-= 1 }
    return start < arn.count ? UnsafeRawBufferPointer(rebasing: arn[start...]) : nil
  }

  /// Where the field behind the given number of colons begins; nil where the text is no ARN.
  private static func field(_ colons: Int, of arn: UnsafeRawBufferPointer) -> Int? {
    guard arn.count > 8, memcmp(arn.baseAddress!, "arn:", 4) == 0 else { return nil }
    var left = colons
    var offset = 0
    while offset + 8 <= arn.count {
      var found = colonBits(arn.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let count = found.nonzeroBitCount
      if count >= left {
        while left > 1 {
          found &= found &- 1
          left -= 1
        }
        return offset + found.trailingZeroBitCount / 8 + 1
      }
      left -= count
      offset += 8
    }
    for index in offset..<arn.count where arn[index] == UInt8(ascii: ":") {
      left -= 1
      if left == 0 { return index + 1 }
    }
    return nil
  }

  /// The highest bit of every byte of `word` that is a colon (exact, without carries between bytes: Warren, "Hacker's Delight", 6-1).
  @inline(__always)
  private static func colonBits(_ word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    let other = UInt64(littleEndian: word) ^ 0x3a3a_3a3a_3a3a_3a3a
    return ~(((other & low) &+ low) | other | low)
  }
}
