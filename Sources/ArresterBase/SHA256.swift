import CCrypto

/// SHA-256 (FIPS 180-4), computed by OpenSSL's libcrypto.
public struct SHA256: Sendable {
  /// The digest's 32 bytes.
  public let bytes: [UInt8]

  /// Hashes `input` as one message.
  public init(_ input: UnsafeRawBufferPointer) {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    EVP_Digest(input.baseAddress, input.count, &digest, &length, SHA256.algorithm, nil)
    bytes = digest
  }

  /// Asked for once: libcrypto looks through its providers for an algorithm that is given by `EVP_sha256` each time. Never written to.
  private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA2-256", nil) ?? EVP_sha256()

  public init(_ input: [UInt8]) {
    self = input.withUnsafeBytes { SHA256($0) }
  }

  public init(_ text: String) {
    self.init(Array(text.utf8))
  }

  /// Lower-case hexadecimal, 64 characters.
  public var hexadecimal: String { SHA256.hexadecimal(bytes[...]) }

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    String(unsafeUninitializedCapacity: bytes.count * 2) { text in
      var index = 0
      for byte in bytes {
        text[index] = digit(byte >> 4)
        text[index + 1] = digit(byte & 15)
        index += 2
      }
      return index
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }

  /// Hashes parts so that no two different lists of parts give the same message: each is preceded by its length.
  /// - Returns: the first 32 hexadecimal characters (128 bits), as used for trip identifiers.
  public static func identifier(of parts: [String]) -> String {
    var message: [UInt8] = []
    message.reserveCapacity(parts.reduce(0) { $0 + $1.utf8.count + 8 })
    for part in parts {
      DecimalText.append(part.utf8.count, to: &message)
      message.append(UInt8(ascii: ":"))
      message.append(contentsOf: part.utf8)
    }
    return hexadecimal(SHA256(message).bytes[..<16])
  }
}
