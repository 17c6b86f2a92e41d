import CCrypto

/// HMAC-SHA-256 (RFC 2104 with FIPS 180-4), computed by OpenSSL's libcrypto.
public struct HMACSHA256: Sendable {
  /// The code's 32 bytes.
  public let bytes: [UInt8]

  /// - Parameter key: of any length; one that is longer than 64 bytes is hashed first.
  public init(key: [UInt8], message: [UInt8]) {
    var code = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, &length)
    bytes = code
  }

  /// Lower-case hexadecimal, 64 characters.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Whether `text` is this code in lower-case hexadecimal, in a time that does not depend on where it differs.
  public func isWritten<Text: Collection>(as text: Text) -> Bool where Text.Element == UInt8 {
    let expected = Array(hexadecimal.utf8)
    let found = Array(text)
    return found.count == expected.count && CRYPTO_memcmp(found, expected, expected.count) == 0
  }
}
