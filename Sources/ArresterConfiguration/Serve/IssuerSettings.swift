/// `oidc`: an issuer whose tokens tell who a person is, beside those of `people`.
public struct IssuerSettings: Sendable, Equatable {
  /// Exactly as the issuer writes it in its tokens.
  public var issuer = ""
  /// Who tokens must be made for: the client or resource that Arrester is registered as.
  public var audience = ""
  /// Clients, beside the audience, that tokens for it may have been issued to.
  public var authorizedParties: [String] = []
  /// The claim that names a person; who is in `people` too counts as that person.
  public var nameClaim = "email"
  /// The claim with groups or roles: its name, or a JSON Pointer.
  public var rolesClaim = "groups"
  /// What each value of that claim stands for.
  public var roles: [String: [PersonSettings.Role]] = [:]
  /// How long ago a token may have been issued.
  public var maximumAgeNanoseconds: Int64 = 12 * 3600 * 1_000_000_000

  public init() {}
}
