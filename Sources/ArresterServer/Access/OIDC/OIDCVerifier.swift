import ArresterBase

/// Persons by tokens of an OpenID Connect issuer: ID tokens, or access tokens that are JSON Web Tokens (RFC 9068).
///
/// Nothing is asked for while a request waits: what is known of the issuer is in `OIDCKeys`.
/// A person whose name is also configured under `people` is that person, and counts once. Roles are those of the token used.
public struct OIDCVerifier: CallerVerifier {
  private let settings: OIDCSettings
  private let keys: OIDCKeys
  private let subjects = SubjectNames()
  private let counting: OIDCCounting

  /// - Parameter settings: valid ones.
  public init(_ settings: OIDCSettings, keys: OIDCKeys, counting: OIDCCounting) {
    self.settings = settings
    self.keys = keys
    self.counting = counting
  }

  /// - Complexity: one check of a signature for what names a key of the issuer, else a walk over the token.
  public func verify(token: String, now: Int64) -> CallerVerification {
    do throws(TokenRefusal) {
      let caller = try person(token, now)
      counting.add(.accepted)
      return .accepted(caller)
    } catch {
      counting.add(error.event)
      return error.event == .expired ? .expired : .unknown
    }
  }

  private func person(_ text: String, _ now: Int64) throws(TokenRefusal) -> Caller {
    let token = try JSONWebToken(text)
    let key = try keys.key(OIDCKeys.Name(token.keyName, token.algorithm), now: now)
    guard key.isValid(token.signature, of: token.signed) else { throw TokenRefusal(.signatureWrong) }
    let claims = TokenClaims(try token.readClaims(), settings)
    try claims.check(now: now)
    let caller = Caller(name: try claims.name(), kind: .person, roles: try claims.roles())
    try subjects.note(try claims.subject(), is: caller, now: now)
    return caller
  }
}
