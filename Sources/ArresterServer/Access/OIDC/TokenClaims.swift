import ArresterBase

/// What a token with the right signature says, held to OpenID Connect Core 1.0, section 3.1.3.7, and RFC 9068, section 4.
struct TokenClaims {
  /// Between the issuer's clock and ours.
  static let skewSeconds = 60.0
  /// Year 9999, as far as times are written: beyond is no time.
  private static let latestTime = 253_402_300_799.0

  private let claims: [String: JSONTree]
  private let settings: OIDCSettings

  init(_ claims: [String: JSONTree], _ settings: OIDCSettings) {
    self.claims = claims
    self.settings = settings
  }

  /// - Parameter now: nanoseconds since 1970.
  func check(now: Int64) throws(TokenRefusal) {
    guard let issuer = claims["iss"]?.text, issuer.utf8.elementsEqual(settings.issuer.utf8) else { throw TokenRefusal(.issuerWrong) }
    try checkAudience()
    try checkTimes(Double(now) / Double(Timestamp.nanosecondsPerSecond))
  }

  /// The subject: the one name that an issuer never gives to two.
  func subject() throws(TokenRefusal) -> String {
    guard let subject = claims["sub"]?.text, PersonName.isAcceptable(subject) else { throw TokenRefusal(.claimsWrong) }
    return subject
  }

  /// No other claim stands in where this one is missing: whoever can ask for tokens with and without it would be two persons.
  func name() throws(TokenRefusal) -> String {
    guard let name = claims[settings.nameClaim]?.text, PersonName.isAcceptable(name) else { throw TokenRefusal(.nameRefused) }
    guard settings.nameClaim != "email" || claims["email_verified"] == .flag(true) else { throw TokenRefusal(.nameRefused) }
    return name
  }

  /// None where the claim is missing: such a person is known, and may do nothing.
  func roles() throws(TokenRefusal) -> Roles {
    guard let claim = rolesClaim else { return [] }
    guard let values = claim.texts else { throw TokenRefusal(.claimsWrong) }
    // Texts compare by what they look like; groups that people may name themselves must be the same bytes.
    let present = Set(values.map { Array($0.utf8) })
    return settings.roles.reduce(into: []) { if present.contains(Array($1.key.utf8)) { $0.formUnion($1.value) } }
  }

  private var rolesClaim: JSONTree? {
    guard settings.rolesClaim.hasPrefix("/") else { return claims[settings.rolesClaim] }
    var tree: JSONTree? = .object(claims)
    for part in settings.rolesClaim.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard case .object(let members)? = tree else { return nil }
      tree = members[String(part).replacing("~1", with: "/").replacing("~0", with: "~")]
    }
    return tree
  }

  private func checkAudience() throws(TokenRefusal) {
    guard let audiences = claims["aud"]?.texts, audiences.contains(where: { isOurs($0) }) else { throw TokenRefusal(.audienceWrong) }
    guard let party = claims["azp"] else {
      // With several audiences only this claim tells which of them asked for the token.
      guard audiences.count == 1 else { throw TokenRefusal(.audienceWrong) }
      return
    }
    guard let party = party.text,
      isOurs(party) || settings.authorizedParties.contains(where: { $0.utf8.elementsEqual(party.utf8) })
    else { throw TokenRefusal(.audienceWrong) }
  }

  private func isOurs(_ audience: String) -> Bool { audience.utf8.elementsEqual(settings.audience.utf8) }

  private func checkTimes(_ now: Double) throws(TokenRefusal) {
    guard let ends = try time("exp"), let issued = try time("iat") else { throw TokenRefusal(.claimsWrong) }
    let begins = try time("nbf") ?? issued
    guard max(begins, issued) <= now + TokenClaims.skewSeconds else { throw TokenRefusal(.notYetValid) }
    guard now < ends + TokenClaims.skewSeconds, now <= issued + Double(settings.maximumAgeSeconds) + TokenClaims.skewSeconds else {
      throw TokenRefusal(.expired)
    }
  }

  /// Seconds since 1970 (RFC 7519, section 2); nil where there is no such claim.
  private func time(_ name: String) throws(TokenRefusal) -> Double? {
    guard let claim = claims[name] else { return nil }
    guard let seconds = claim.number, (0...TokenClaims.latestTime).contains(seconds) else { throw TokenRefusal(.claimsWrong) }
    return seconds
  }
}
