import Glibc

extension String {
  /// Order of the UTF-8 bytes: the same on every system, whatever its language.
  public func precedesByBytes(_ other: String) -> Bool { compareBytes(other) < 0 }

  /// - Returns: negative, zero or positive, like `memcmp`.
  public func compareBytes(_ other: String) -> Int {
    var left = self
    var right = other
    return left.withUTF8 { left in
      right.withUTF8 { right in
        let common = min(left.count, right.count)
        let difference = common > 0 ? memcmp(left.baseAddress!, right.baseAddress!, common) : 0
        return difference != 0 ? Int(difference) : left.count - right.count
      }
    }
  }
}
