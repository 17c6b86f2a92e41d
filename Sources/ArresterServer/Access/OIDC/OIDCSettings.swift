/// Whose tokens are believed, and who their bearers are here.
public struct OIDCSettings: Sendable, Equatable {
  /// Exactly as the issuer writes it in its tokens: `https://login.example.org/realms/operations`.
  public var issuer: String
  /// Who tokens must be made for: the client or resource that Arrester is registered as.
  public var audience: String
  /// Clients, beside the audience itself, that tokens for it may have been issued to (`azp`).
  public var authorizedParties: [String]
  /// The claim that names a person. `email` counts only where `email_verified` is true.
  public var nameClaim: String
  /// The claim with groups or roles: its name, or a JSON Pointer (RFC 6901) such as `/realm_access/roles`.
  public var rolesClaim: String
  /// What each value of that claim stands for. Values that are not here stand for nothing.
  public var roles: [String: Roles]
  /// How long ago a token may have been issued, however long it is valid by itself.
  public var maximumAgeSeconds: Int
  /// How long keys are believed after the issuer was last heard.
  public var keysMaximumAgeSeconds: Int

  public init(
    issuer: String, audience: String, authorizedParties: [String] = [], nameClaim: String = "email", rolesClaim: String = "groups",
    roles: [String: Roles] = [:], maximumAgeSeconds: Int = 12 * 3600, keysMaximumAgeSeconds: Int = 24 * 3600
  ) {
    self.issuer = issuer
    self.audience = audience
    self.authorizedParties = authorizedParties
    self.nameClaim = nameClaim
    self.rolesClaim = rolesClaim
    self.roles = roles
    self.maximumAgeSeconds = maximumAgeSeconds
    self.keysMaximumAgeSeconds = keysMaximumAgeSeconds
  }

  static let ages = 60...7 * 86_400

  /// Every problem, each with the setting's name; empty where there is none.
  public func validate() -> [String] {
    var problems: [String] = []
    if let problem = IssuerAddress.problem(issuer: issuer) { problems.append("issuer: \(problem)") }
    if audience.isEmpty { problems.append("audience: is empty; write the client or resource that tokens are made for") }
    if nameClaim.isEmpty { problems.append("nameClaim: is empty; write email, sub, or another claim that no two persons share") }
    if rolesClaim.isEmpty || rolesClaim == "/" {
      problems.append("rolesClaim: is empty; write a claim, or a pointer such as /realm_access/roles")
    }
    if roles.isEmpty { problems.append("roles: is empty, so nobody may do anything; write VALUE: [viewer, operator, approver]") }
    for value in roles.keys.sorted() where roles[value] == [] {
      problems.append("roles.\(value): names no role; write some of viewer, operator, approver")
    }
    for (name, seconds) in [("maximumAgeSeconds", maximumAgeSeconds), ("keysMaximumAgeSeconds", keysMaximumAgeSeconds)]
    where !OIDCSettings.ages.contains(seconds) {
      problems.append("\(name): is \(seconds); write \(OIDCSettings.ages.lowerBound) to \(OIDCSettings.ages.upperBound)")
    }
    return problems
  }
}
