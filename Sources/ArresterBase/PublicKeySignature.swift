import CCrypto

/// Signatures that others made with private keys of theirs, checked by OpenSSL's libcrypto. Nothing is signed here.
public enum PublicKeySignature {
  /// By their names in JSON Web Signatures (RFC 7518, section 3.1).
  public enum Algorithm: String, Sendable, Hashable, CaseIterable {
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2).
    case rs256 = "RS256"
    /// ECDSA on the curve P-256 with SHA-256 (FIPS 186-5).
    case es256 = "ES256"
  }

  /// RFC 7518, section 3.3, asks for 2048 bits. Beyond 8192 a check costs a thread too much.
  public static let modulusBits = 2048...8192
  /// Longer exponents make checks slow and nothing safer.
  public static let maximumExponentByteCount = 4
  public static let coordinateByteCount = 32

  /// A public key, good for one algorithm: what an attacker says of a signature never chooses how it is checked.
  public struct Key: Sendable, Equatable {
    public let algorithm: Algorithm
    /// RSA: the DER of RSAPublicKey; P-256: the point, not compressed.
    private let encoded: [UInt8]

    /// An RSA key for RS256; both numbers in big-endian order.
    /// - Returns: nil where they are no key, or one that is too short or too long.
    public init?(rsaModulus modulus: [UInt8], exponent: [UInt8]) {
      let modulus = DER.trimmed(modulus)
      let exponent = DER.trimmed(exponent)
      guard let last = modulus.last, last & 1 == 1, modulusBits.contains(DER.bits(modulus)) else { return nil }
      guard exponent.count <= maximumExponentByteCount, let last = exponent.last, last & 1 == 1, exponent != [1] else { return nil }
      encoded = DER.sequence(DER.integer(modulus) + DER.integer(exponent))
      algorithm = .rs256
      guard withNative({ _ in true }) == true else { return nil }
    }

    /// A key on P-256 for ES256: 32 bytes for each coordinate, in big-endian order.
    /// - Returns: nil where there is no such point on the curve.
    public init?(p256X x: [UInt8], y: [UInt8]) {
      guard x.count == coordinateByteCount, y.count == coordinateByteCount else { return nil }
      // SEC 1, section 2.3.3: 4 says that both coordinates follow.
      encoded = [4] + x + y
      algorithm = .es256
      guard withNative({ _ in true }) == true else { return nil }
    }

    /// - Parameter signature: RSA: as long as the modulus; P-256: r and s, 32 bytes each (RFC 7518, section 3.4), never DER.
    public func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
      guard let signature = native(signature) else { return false }
      return withNative { key in
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1
          && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
      } ?? false
    }

    /// The signature as libcrypto reads it; nil where it cannot be one.
    private func native(_ signature: [UInt8]) -> [UInt8]? {
      guard algorithm == .es256 else { return signature }
      guard signature.count == 2 * coordinateByteCount else { return nil }
      let (r, s) = (signature.prefix(coordinateByteCount), signature.suffix(coordinateByteCount))
      return DER.sequence(DER.integer(DER.trimmed(Array(r))) + DER.integer(DER.trimmed(Array(s))))
    }

    /// Makes libcrypto's key anew each time, so that no thread shares one.
    private func withNative(_ body: (OpaquePointer) -> Bool) -> Bool? {
      guard let key = algorithm == .rs256 ? rsa() : p256() else { return nil }
      defer { EVP_PKEY_free(key) }
      return body(key)
    }

    private func rsa() -> OpaquePointer? {
      encoded.withUnsafeBufferPointer { der in
        var next = der.baseAddress
        return d2i_PublicKey(EVP_PKEY_RSA, nil, &next, der.count)
      }
    }

    private func p256() -> OpaquePointer? {
      let context = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil)
      defer { EVP_PKEY_CTX_free(context) }
      var key: OpaquePointer?
      guard EVP_PKEY_paramgen_init(context) == 1, EVP_PKEY_CTX_set_group_name(context, "P-256") == 1,
        EVP_PKEY_paramgen(context, &key) == 1, let key
      else { return nil }
      // Refuses points that are not on the curve.
      guard EVP_PKEY_set1_encoded_public_key(key, encoded, encoded.count) == 1 else {
        EVP_PKEY_free(key)
        return nil
      }
      return key
    }
  }
}

/// As much of DER (X.690) as keys and signatures of two numbers need.
private enum DER {
  /// Without the zeros in front.
  static func trimmed(_ number: [UInt8]) -> [UInt8] { Array(number.drop { $0 == 0 }) }

  /// Of a number without zeros in front.
  static func bits(_ number: [UInt8]) -> Int { number.count * 8 - (number.first?.leadingZeroBitCount ?? 0) }

  static func sequence(_ content: [UInt8]) -> [UInt8] { [0x30] + length(content.count) + content }

  /// A number without zeros in front, none below zero: one that would look so gets a zero.
  static func integer(_ number: [UInt8]) -> [UInt8] {
    let content = number.first.map { $0 < 0x80 } ?? false ? number : [0] + number
    return [0x02] + length(content.count) + content
  }

  private static func length(_ count: Int) -> [UInt8] {
    guard count >= 0x80 else { return [UInt8(count)] }
    let bytes = trimmed([UInt8(truncatingIfNeeded: count >> 16), UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)])
    return [0x80 | UInt8(bytes.count)] + bytes
  }
}
