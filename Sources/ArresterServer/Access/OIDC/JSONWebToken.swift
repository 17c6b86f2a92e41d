import ArresterBase

/// A signed JSON Web Token in compact form (RFC 7515, section 3.1), taken apart. Its claims are not looked at before its signature is.
struct JSONWebToken {
  /// Tokens with many groups have some thousands; headers of a request have 16 KiB in all.
  static let maximumBytes = 12 * 1024
  static let maximumHeaderBytes = 1024
  static let maximumKeyNameBytes = 256

  let algorithm: PublicKeySignature.Algorithm
  /// `kid`: which of the issuer's keys signed it.
  let keyName: String
  let signed: [UInt8]
  let signature: [UInt8]
  private let claims: [UInt8]

  /// - Parameter text: from whoever asks.
  init(_ text: String) throws(TokenRefusal) {
    guard text.utf8.count <= JSONWebToken.maximumBytes else { throw TokenRefusal(.malformed) }
    let parts = Array(text.utf8).split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count <= JSONWebToken.maximumHeaderBytes, let header = Base64URL.decode(parts[0]),
      let claims = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2])
    else { throw TokenRefusal(.malformed) }
    (algorithm, keyName) = try JSONWebToken.read(header)
    signed = Array(text.utf8.prefix(parts[0].count + 1 + parts[1].count))
    self.claims = claims
    self.signature = signature
  }

  /// - Precondition: the signature was found to be right.
  func readClaims() throws(TokenRefusal) -> [String: JSONTree] {
    guard let claims = JSONTree.object(claims) else { throw TokenRefusal(.malformed) }
    return claims
  }

  /// Keys that a header brings along or points to (`jwk`, `jku`, `x5c`, `x5u`) are not looked at.
  private static func read(_ header: [UInt8]) throws(TokenRefusal) -> (PublicKeySignature.Algorithm, String) {
    guard let fields = JSONTree.object(header), let algorithm = fields["alg"]?.text else { throw TokenRefusal(.malformed) }
    guard let algorithm = PublicKeySignature.Algorithm(rawValue: algorithm) else { throw TokenRefusal(.algorithmRefused) }
    // What `crit` lists must be understood or refused (RFC 7515, section 4.1.11), and nothing that can stand there is understood.
    guard fields["crit"] == nil, isTokenOfAPerson(fields["typ"]) else { throw TokenRefusal(.malformed) }
    guard let keyName = fields["kid"]?.text, !keyName.isEmpty, keyName.utf8.count <= maximumKeyNameBytes else {
      throw TokenRefusal(.malformed)
    }
    return (algorithm, keyName)
  }

  /// Logout tokens, security events and proofs of possession say what they are by their type (RFC 8725, section 3.11), and open nothing.
  private static func isTokenOfAPerson(_ type: JSONTree?) -> Bool {
    guard let type else { return true }
    return type.text.map { ["jwt", "at+jwt", "application/at+jwt"].contains($0.lowercased()) } ?? false
  }
}
