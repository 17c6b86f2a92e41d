import ArresterBase

/// The HMAC of records on the breakers topic: who can write to the topic, but has not the key, cannot open or restore a breaker.
///
/// A sealed value is the JSON object with a last member `"hmac"`: HMAC-SHA-256, in hexadecimal, over the record's key, a zero byte,
/// and the value as it was before.
struct RecordSeal: Sendable {
  private let secret: [UInt8]
  private static let opening = Array(#","hmac":""#.utf8)
  private static let closing = Array(#""}"#.utf8)
  private static let hexadecimalCount = 64
  private static let sealCount = opening.count + hexadecimalCount + closing.count

  init(secret: [UInt8]) { self.secret = secret }

  /// - Parameter value: a JSON object with at least one member.
  func seal(key: [UInt8], value: [UInt8]) -> [UInt8] {
    value.dropLast() + RecordSeal.opening + Array(code(key, value).hexadecimal.utf8) + RecordSeal.closing
  }

  /// - Returns: the value as it was before it was sealed; nil where its seal is missing, or is not of this key.
  func open(key: [UInt8], value: [UInt8]) -> [UInt8]? {
    guard value.count > RecordSeal.sealCount, value.suffix(RecordSeal.closing.count) == RecordSeal.closing[...] else { return nil }
    let seal = value.suffix(RecordSeal.sealCount)
    guard seal.prefix(RecordSeal.opening.count) == RecordSeal.opening[...] else { return nil }
    let unsealed = value.dropLast(RecordSeal.sealCount) + [UInt8(ascii: "}")]
    let found = seal.dropFirst(RecordSeal.opening.count).prefix(RecordSeal.hexadecimalCount)
    return code(key, Array(unsealed)).isWritten(as: found) ? Array(unsealed) : nil
  }

  private func code(_ key: [UInt8], _ value: [UInt8]) -> HMACSHA256 { HMACSHA256(key: secret, message: key + [0] + value) }
}
