import ArresterEvents
import Glibc

/// The order in which `replay` judges events, whatever order files hold them in: time, platform, identifier, SHA-256 of the record.
enum EventOrder {
  /// - Returns: negative, zero or positive, like `memcmp`.
  static func compare(_ left: EventFrame, _ right: EventFrame) -> Int {
    let a = left.header.pointee
    let b = right.header.pointee
    if a.time != b.time { return a.time < b.time ? -1 : 1 }
    if a.platform != b.platform { return a.platform.rawValue < b.platform.rawValue ? -1 : 1 }
    let identifiers = compare(left.identifier, right.identifier)
    if identifiers != 0 { return identifiers }
    if a.digestHigh != b.digestHigh { return a.digestHigh < b.digestHigh ? -1 : 1 }
    if a.digestLow != b.digestLow { return a.digestLow < b.digestLow ? -1 : 1 }
    return 0
  }

  private static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let common = min(left.count, right.count)
    let difference = common > 0 ? memcmp(left.baseAddress!, right.baseAddress!, common) : 0
    return difference != 0 ? Int(difference) : left.count - right.count
  }
}
