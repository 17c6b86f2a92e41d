import ArresterBase
import CCrypto
import Foundation

/// A private key of an issuer that tests play.
final class SigningKey: @unchecked Sendable {
  /// RSA keys take a while to make; these serve all tests.
  static let rsa = SigningKey(.rs256)
  static let otherRSA = SigningKey(.rs256)

  let algorithm: PublicKeySignature.Algorithm
  private let native: OpaquePointer?

  init(_ algorithm: PublicKeySignature.Algorithm, bits: Int = 2048) {
    self.algorithm = algorithm
    let context = EVP_PKEY_CTX_new_id(algorithm == .rs256 ? EVP_PKEY_RSA : EVP_PKEY_EC, nil)
    defer { EVP_PKEY_CTX_free(context) }
    EVP_PKEY_keygen_init(context)
    if algorithm == .rs256 {
      EVP_PKEY_CTX_ctrl_str(context, "rsa_keygen_bits", "\(bits)")
    } else {
      EVP_PKEY_CTX_set_group_name(context, "P-256")
    }
    var key: OpaquePointer?
    EVP_PKEY_keygen(context, &key)
    native = key
  }

  deinit { EVP_PKEY_free(native) }

  /// As a JSON Web Signature has it.
  func sign(_ message: String) -> [UInt8] {
    let signature = signNatively(message)
    guard algorithm == .es256 else { return signature }
    let rCount = Int(signature[3])
    return SigningKey.padded(signature[4..<4 + rCount]) + SigningKey.padded(signature[(6 + rCount)...])
  }

  /// As libcrypto has it: DER for P-256.
  func signNatively(_ message: String) -> [UInt8] {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    let bytes = Array(message.utf8)
    var signature = [UInt8](repeating: 0, count: 1024)
    var count = signature.count
    EVP_DigestSignInit(context, nil, EVP_sha256(), nil, native)
    EVP_DigestSign(context, &signature, &count, bytes, bytes.count)
    return Array(signature.prefix(count))
  }

  /// PKCS #1's RSAPublicKey, or the point.
  var publicBytes: [UInt8] {
    guard algorithm == .rs256 else {
      var bytes: UnsafeMutablePointer<UInt8>?
      let count = EVP_PKEY_get1_encoded_public_key(native, &bytes)
      defer { CRYPTO_free(bytes, #file, #line) }
      return Array(UnsafeBufferPointer(start: bytes, count: count))
    }
    var bytes = [UInt8](repeating: 0, count: Int(i2d_PublicKey(native, nil)))
    bytes.withUnsafeMutableBufferPointer {
      var next = $0.baseAddress
      i2d_PublicKey(native, &next)
    }
    return bytes
  }

  /// A JSON Web Key; `more` are members as JSON, which replace those of the same name, or take them away where they are nil.
  func publicKey(_ name: String, _ more: [String: String?] = [:]) -> String {
    let bytes = publicBytes
    var members: [String: String?] = ["kid": "\"\(name)\"", "use": "\"sig\""]
    if algorithm == .rs256 {
      // The exponent is 65537: the last five bytes; the modulus stands before it, its own header before that.
      members["kty"] = "\"RSA\""
      members["n"] = "\"\(TestToken.base64URL(Array(bytes.dropLast(5).dropFirst(9))))\""
      members["e"] = "\"AQAB\""
    } else {
      members["kty"] = "\"EC\""
      members["crv"] = "\"P-256\""
      members["x"] = "\"\(TestToken.base64URL(Array(bytes[1..<33])))\""
      members["y"] = "\"\(TestToken.base64URL(Array(bytes[33...])))\""
    }
    for (key, value) in more { members.updateValue(value, forKey: key) }
    return TestToken.object(members)
  }

  private static func padded(_ integer: ArraySlice<UInt8>) -> [UInt8] {
    let number = Array(integer.drop { $0 == 0 })
    return [UInt8](repeating: 0, count: 32 - number.count) + number
  }
}
