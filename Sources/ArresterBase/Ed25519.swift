import CCrypto

/// Signatures with Ed25519 (RFC 8032), computed by OpenSSL's libcrypto.
public enum Ed25519 {
  public static let keyByteCount = 32
  public static let signatureByteCount = 64

  /// A text or file that holds no key of the kind that was asked for.
  public struct KeyError: Error, Sendable, Equatable, CustomStringConvertible {
    public var description: String
  }

  /// Signs. Its seed is a secret: it is written nowhere but where its owner puts it.
  public struct PrivateKey: Sendable {
    /// 32 bytes.
    public let seed: [UInt8]
    public let publicKey: PublicKey

    /// - Returns: nil where the seed does not have 32 bytes.
    public init?(seed: [UInt8]) {
      guard seed.count == keyByteCount, let native = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else {
        return nil
      }
      defer { EVP_PKEY_free(native) }
      self.seed = seed
      publicKey = PublicKey(unchecked: raw(native, EVP_PKEY_get_raw_public_key))
    }

    /// A new key from the system's random numbers.
    public static func generate() throws(KeyError) -> PrivateKey {
      let context = EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nil)
      defer { EVP_PKEY_CTX_free(context) }
      var native: OpaquePointer?
      guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_keygen(context, &native) == 1, let native else {
        throw KeyError(description: "libcrypto makes no Ed25519 key")
      }
      defer { EVP_PKEY_free(native) }
      guard let key = PrivateKey(seed: raw(native, EVP_PKEY_get_raw_private_key)) else {
        throw KeyError(description: "libcrypto gives no seed of its key")
      }
      return key
    }

    /// Reads what a file holds: PEM (PKCS #8, as `openssl genpkey -algorithm ED25519` writes it), or the 32 bytes of the seed.
    public init(fileContent: [UInt8]) throws(KeyError) {
      let seed = PEM.isPEM(fileContent) ? try PEM.body("PRIVATE KEY", of: fileContent).map(PrivateKey.seed(der:)) ?? [] : fileContent
      guard let key = PrivateKey(seed: seed) else {
        throw KeyError(description: "holds no Ed25519 private key; make one with `arrester audit keygen`, as PEM or 32 bytes of seed")
      }
      self = key
    }

    /// PEM of PKCS #8.
    public var pem: String { PEM.text("PRIVATE KEY", PrivateKey.prefix + seed) }

    public func sign(_ message: [UInt8]) throws(KeyError) -> [UInt8] {
      let native = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
      defer { EVP_PKEY_free(native) }
      let context = EVP_MD_CTX_new()
      defer { EVP_MD_CTX_free(context) }
      var signature = [UInt8](repeating: 0, count: signatureByteCount)
      var count = signature.count
      guard EVP_DigestSignInit(context, nil, nil, nil, native) == 1,
        EVP_DigestSign(context, &signature, &count, message, message.count) == 1, count == signatureByteCount
      else { throw KeyError(description: "libcrypto signs nothing with this key") }
      return signature
    }

    /// RFC 8410, section 7: everything of the structure that stands before the seed.
    private static let prefix: [UInt8] = [0x30, 0x2E, 0x02, 0x01, 0, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]

    private static func seed(der: [UInt8]) -> [UInt8] {
      der.withUnsafeBufferPointer { der in
        var next = der.baseAddress
        guard let native = d2i_AutoPrivateKey(nil, &next, der.count) else { return [] }
        defer { EVP_PKEY_free(native) }
        return EVP_PKEY_get_id(native) == EVP_PKEY_ED25519 ? raw(native, EVP_PKEY_get_raw_private_key) : []
      }
    }
  }

  /// Checks signatures.
  public struct PublicKey: Sendable, Equatable {
    /// 32 bytes.
    public let bytes: [UInt8]

    fileprivate init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// - Returns: nil where these are not the 32 bytes of a key.
    public init?(bytes: [UInt8]) {
      guard bytes.count == keyByteCount, let native = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count) else {
        return nil
      }
      EVP_PKEY_free(native)
      self.bytes = bytes
    }

    /// Reads what a file holds: PEM as `arrester audit keygen` or `openssl pkey -pubout` prints it, or the key's 32 bytes.
    public init(fileContent: [UInt8]) throws(KeyError) {
      var bytes = fileContent
      if PEM.isPEM(fileContent) {
        let der = try PEM.body("PUBLIC KEY", of: fileContent) ?? []
        bytes = der.starts(with: PublicKey.prefix) ? Array(der.dropFirst(PublicKey.prefix.count)) : []
      }
      guard let key = PublicKey(bytes: bytes) else {
        throw KeyError(description: "holds no Ed25519 public key; give what `arrester audit keygen` printed, as PEM or 32 bytes")
      }
      self = key
    }

    /// PEM of SubjectPublicKeyInfo.
    public var pem: String { PEM.text("PUBLIC KEY", PublicKey.prefix + bytes) }

    /// Tells keys apart: the first 16 hexadecimal digits of the key's SHA-256.
    public var identifier: String { String(SHA256(bytes).hexadecimal.prefix(16)) }

    public func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
      guard signature.count == signatureByteCount else { return false }
      let native = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count)
      defer { EVP_PKEY_free(native) }
      let context = EVP_MD_CTX_new()
      defer { EVP_MD_CTX_free(context) }
      return EVP_DigestVerifyInit(context, nil, nil, nil, native) == 1
        && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    /// RFC 8410, section 4: everything of the structure that stands before the key.
    private static let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0]
  }

  private static func raw(
    _ key: OpaquePointer, _ read: (OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int>?) -> Int32
  ) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: keyByteCount)
    var count = bytes.count
    return read(key, &bytes, &count) == 1 && count == keyByteCount ? bytes : []
  }
}

/// Textual encoding of keys (RFC 7468).
private enum PEM {
  private static let maximumBytes = 16_384
  private static let charactersPerLine = 64

  static func isPEM(_ content: [UInt8]) -> Bool { content.starts(with: Array("-----BEGIN ".utf8)) }

  static func text(_ label: String, _ der: [UInt8]) -> String {
    var encoded = [UInt8](repeating: 0, count: (der.count + 2) / 3 * 4 + 1)
    let count = Int(EVP_EncodeBlock(&encoded, der, Int32(der.count)))
    var text = "-----BEGIN \(label)-----\n"
    for start in stride(from: 0, to: count, by: charactersPerLine) {
      text += String(decoding: encoded[start..<min(count, start + charactersPerLine)], as: UTF8.self) + "\n"
    }
    return text + "-----END \(label)-----\n"
  }

  /// - Returns: nil where it is no base64, or its end is missing.
  /// - Throws: where it is of another kind.
  static func body(_ label: String, of content: [UInt8]) throws(Ed25519.KeyError) -> [UInt8]? {
    guard content.count <= maximumBytes else { throw Ed25519.KeyError(description: "is too large for a key") }
    let lines = content.split { $0 == 0x0A || $0 == 0x0D }
    let header = String(decoding: lines.first ?? [], as: UTF8.self)
    guard header == "-----BEGIN \(label)-----" else {
      throw Ed25519.KeyError(description: "begins with \(header.prefix(60)) and should begin with -----BEGIN \(label)-----")
    }
    guard let end = lines.firstIndex(where: { $0.elementsEqual("-----END \(label)-----".utf8) }) else { return nil }
    let encoded = Array(lines[1..<end].joined())
    guard !encoded.isEmpty, encoded.count % 4 == 0 else { return nil }
    var decoded = [UInt8](repeating: 0, count: encoded.count / 4 * 3)
    guard EVP_DecodeBlock(&decoded, encoded, Int32(encoded.count)) == decoded.count else { return nil }
    return Array(decoded.dropLast(encoded.reversed().prefix { $0 == UInt8(ascii: "=") }.count))
  }
}
