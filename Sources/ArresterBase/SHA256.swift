import CCrypto

/// SHA-256 (FIPS 180-4), computed by OpenSSL's libcrypto.
public struct SHA256: Sendable {
  /// The digest's 32 bytes.
  public let bytes: [UInt8]

  /// Hashes `input` as one message.
  public init(_ input: UnsafeRawBufferPointer) {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    EVP_Digest(input.baseAddress, input.count, &digest, &length, EVP_sha256(), nil)
    bytes = digest
  }

  public init(_ input: [UInt8]) {
    self = input.withUnsafeBytes { SHA256($0) }
  }

  public init(_ text: String) {
    self.init(Array(text.utf8))
  }

  /// Lower-case hexadecimal, 64 characters.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Hashes parts so that no two different lists of parts give the same message: each is preceded by its length.
  /// - Returns: the first 32 hexadecimal characters (128 bits), as used for trip identifiers.
  public static func identifier(of parts: [String]) -> String {
    var message: [UInt8] = []
    for part in parts {
      message.append(contentsOf: Array("\(part.utf8.count):".utf8))
      message.append(contentsOf: part.utf8)
    }
    return String(SHA256(message).hexadecimal.prefix(32))
  }
}
