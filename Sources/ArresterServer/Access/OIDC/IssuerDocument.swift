/// What an issuer says of itself (OpenID Connect Discovery 1.0, section 4): where its keys are.
struct IssuerDocument: Sendable {
  static let maximumBytes = 256 * 1024

  let keysAddress: String

  /// - Parameter issuer: as configured. A document that names another one is not believed.
  init(_ bytes: [UInt8], of issuer: String) throws(OIDCProblem) {
    guard bytes.count <= IssuerDocument.maximumBytes else {
      throw OIDCProblem("the issuer's document has \(bytes.count) bytes; at most \(IssuerDocument.maximumBytes) are read")
    }
    guard let members = JSONTree.object(bytes) else { throw OIDCProblem("the issuer's document is no JSON object, or has a name twice") }
    guard let named = members["issuer"]?.text, named.utf8.elementsEqual(issuer.utf8) else {
      throw OIDCProblem("the issuer's document names another issuer; configure the one that it names, byte for byte, if that is meant")
    }
    guard let address = members["jwks_uri"]?.text else { throw OIDCProblem("the issuer's document has no jwks_uri") }
    if let problem = IssuerAddress.problem(keys: address, of: issuer) { throw OIDCProblem("the issuer's jwks_uri \(problem)") }
    keysAddress = address
  }
}
