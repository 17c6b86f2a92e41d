import Testing

@testable import ArresterServer

@Suite("Settings of an issuer")
struct OIDCSettingsTests {
  @Test(
    "take issuers on https, and plain ones on this machine only",
    arguments: [
      ("https://login.example.org", true), ("https://login.example.org/realms/a/", true), ("https://login.example.org:8443/a", true),
      ("http://127.0.0.1:8080/a", true), ("http://[::1]:8080", true), ("http://localhost", true), ("http://login.example.org", false),
      ("http://127.0.0.1.example.org", false), ("http://localhost.example.org", false), ("http://127.0.0.1@example.org", false),
      ("http://user@localhost", false), ("https://user:word@login.example.org", false), ("https://", false), ("", false),
      ("login.example.org", false), ("ftp://login.example.org", false), ("https://login.example.org/?a", false),
      ("https://login.example.org/#a", false), ("https://login.example.org/ a", false),
      ("https://login.example.org\\@mallory.example", false),
      ("HTTPS://login.example.org", false),
    ])
  func issuers(issuer: String, isFine: Bool) {
    var settings = TestToken.settings
    settings.issuer = issuer
    #expect(settings.validate().isEmpty == isFine)
  }

  @Test("report every problem at once, by name")
  func problems() {
    let settings = OIDCSettings(
      issuer: "x", audience: "", nameClaim: "", rolesClaim: "", roles: [:], maximumAgeSeconds: 0, keysMaximumAgeSeconds: -1)
    let names = settings.validate().map { String($0.prefix { $0 != ":" }) }
    #expect(names == ["issuer", "audience", "nameClaim", "rolesClaim", "roles", "maximumAgeSeconds", "keysMaximumAgeSeconds"])
    #expect(OIDCSettings(issuer: TestToken.issuer, audience: "a", roles: ["x": []]).validate().count == 1)
  }

  @Test("know where the issuer describes itself")
  func discovery() {
    #expect(IssuerAddress.discovery(of: "https://a.example") == "https://a.example/.well-known/openid-configuration")
    #expect(IssuerAddress.discovery(of: "https://a.example/b/") == "https://a.example/b/.well-known/openid-configuration")
  }
}
