import Glibc

/// The parts of `arn:partition:service:region:account:resource` that are looked at.
enum ARN {
  /// The account field; nil where the text is no ARN or names none.
  static func account(of arn: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard let (start, end) = accountLimits(of: arn), end > start else { return nil }
    return UnsafeRawBufferPointer(rebasing: arn[start..<end])
  }

  /// What follows the account: `role/team/r`, `log-group:/aws/lambda/f:*`; nil where the text is no ARN.
  static func resource(of arn: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    accountLimits(of: arn).map { UnsafeRawBufferPointer(rebasing: arn[($0.end + 1)...]) }
  }

  /// The session's name at the end of `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`; nil for any other ARN.
  static func roleSession(of arn: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard let resource = accountLimits(of: arn).map({ $0.end + 1 }), arn.count - resource > 13, let base = arn.baseAddress,
      memcmp(base + resource, "assumed-role/", 13) == 0
    else { return nil }
    var start = arn.count
    // Ends before the slash of `assumed-role/`, at the latest.
    while base.load(fromByteOffset: start &- 1, as: UInt8.self) != UInt8(ascii: "/") { start &-= 1 }
    return start < arn.count ? UnsafeRawBufferPointer(rebasing: arn[start...]) : nil
  }

  /// Where the account's field begins, and the colon behind it: the fifth. nil where the text is no ARN or has fewer.
  private static func accountLimits(of arn: UnsafeRawBufferPointer) -> (start: Int, end: Int)? {
    guard arn.count > 8, let base = arn.baseAddress, memcmp(base, "arn:", 4) == 0 else { return nil }
    var seen = 0
    var fourth = 0
    var offset = 0
    while offset + 8 <= arn.count {
      var found = colonBits(base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      while found != 0 {
        seen += 1
        let place = offset + found.trailingZeroBitCount / 8
        if seen == 5 { return (fourth + 1, place) }
        fourth = place
        found &= found &- 1
      }
      offset += 8
    }
    for index in offset..<arn.count where base.load(fromByteOffset: index, as: UInt8.self) == UInt8(ascii: ":") {
      seen += 1
      if seen == 5 { return (fourth + 1, index) }
      fourth = index
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
