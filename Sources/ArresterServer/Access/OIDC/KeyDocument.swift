import ArresterBase
import Foundation

/// A JSON Web Key Set (RFC 7517) as an issuer publishes it: its keys for RS256 and ES256.
struct KeyDocument: Sendable {
  static let maximumBytes = 256 * 1024
  static let maximumKeys = 100

  private(set) var keys: [OIDCKeys.Name: PublicKeySignature.Key] = [:]
  /// For something else, unusable, of a name that another has, or beyond the limit.
  private(set) var ignored = 0

  init(_ bytes: [UInt8]) throws(OIDCProblem) {
    guard bytes.count <= KeyDocument.maximumBytes else {
      throw OIDCProblem("the key document has \(bytes.count) bytes; at most \(KeyDocument.maximumBytes) are read")
    }
    guard let members = JSONTree.object(bytes), case .list(let entries)? = members["keys"] else {
      throw OIDCProblem("the key document is no JSON object with a list `keys`, or has a name twice")
    }
    for entry in entries.prefix(KeyDocument.maximumKeys) where !add(entry) { ignored += 1 }
    ignored += max(0, entries.count - KeyDocument.maximumKeys)
  }

  private mutating func add(_ entry: JSONTree) -> Bool {
    guard case .object(let fields) = entry, let name = fields["kid"]?.text, !name.isEmpty,
      name.utf8.count <= JSONWebToken.maximumKeyNameBytes, KeyDocument.isForSignatures(fields), let key = KeyDocument.key(fields)
    else { return false }
    guard fields["alg"] == nil || fields["alg"]?.text == key.algorithm.rawValue else { return false }
    let identifier = OIDCKeys.Name(name, key.algorithm)
    guard keys[identifier] == nil else { return false }
    keys[identifier] = key
    return true
  }

  private static func isForSignatures(_ fields: [String: JSONTree]) -> Bool {
    guard fields["use"] == nil || fields["use"]?.text == "sig" else { return false }
    guard fields["key_ops"] == nil || fields["key_ops"]?.texts?.contains("verify") == true else { return false }
    // A private key that everybody can read signs for everybody.
    return fields["d"] == nil
  }

  private static func key(_ fields: [String: JSONTree]) -> PublicKeySignature.Key? {
    switch (fields["kty"]?.text, fields["crv"]?.text) {
    case ("RSA", _):
      guard let modulus = number(fields["n"]), let exponent = number(fields["e"]) else { return nil }
      return PublicKeySignature.Key(rsaModulus: modulus, exponent: exponent)
    case ("EC", "P-256"):
      guard let x = number(fields["x"]), let y = number(fields["y"]) else { return nil }
      return PublicKeySignature.Key(p256X: x, y: y)
    default: return nil
    }
  }

  private static func number(_ field: JSONTree?) -> [UInt8]? { (field?.text).flatMap { Base64URL.decode($0.utf8) } }
}
