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
    var start = arn.count
    while arn[start - 1] != UInt8(ascii: "/") { start -= 1 }
    return start < arn.count ? UnsafeRawBufferPointer(rebasing: arn[start...]) : nil
  }

  /// Where the field behind the given number of colons begins; nil where the text is no ARN.
  private static func field(_ colons: Int, of arn: UnsafeRawBufferPointer) -> Int? {
    guard arn.count > 8, memcmp(arn.baseAddress!, "arn:", 4) == 0 else { return nil }
    var seen = 0
    for index in 0..<arn.count where arn[index] == UInt8(ascii: ":") {
      seen += 1
      if seen == colons { return index + 1 }
    }
    return nil
  }
}
