import ArresterBase
import Foundation

@testable import ArresterServer

/// A token as an issuer would make it, and every other way.
struct TestToken {
  static let issuer = "https://login.example.org/realms/operations"
  static let audience = "arrester"
  /// Of the clock that tests begin with.
  static let now: Int64 = 1_800_000_000
  static let settings = OIDCSettings(
    issuer: issuer, audience: audience, roles: ["sre": [.viewer, .operator], "leads": .approver])

  /// Members as JSON.
  var header: [String: String?]
  var claims: [String: String?] = [
    "iss": "\"\(issuer)\"", "aud": "\"\(audience)\"", "sub": "\"00u1\"", "iat": "\(now - 10)", "exp": "\(now + 300)",
    "email": "\"vera@example.org\"", "email_verified": "true", "groups": "[\"sre\",\"staff\"]",
  ]

  init(_ algorithm: String = "RS256", key: String = "k1") { header = ["alg": "\"\(algorithm)\"", "kid": "\"\(key)\"", "typ": "\"JWT\""] }

  /// nil takes a member away.
  func with(_ name: String, _ json: String?) -> TestToken {
    var token = self
    token.claims.updateValue(json, forKey: name)
    return token
  }

  func withHeader(_ name: String, _ json: String?) -> TestToken {
    var token = self
    token.header.updateValue(json, forKey: name)
    return token
  }

  func signed(_ key: SigningKey = .rsa) -> String { TestToken.signed(TestToken.object(header), TestToken.object(claims), key) }

  static func signed(_ header: String, _ claims: String, _ key: SigningKey = .rsa) -> String {
    let message = "\(base64URL(header)).\(base64URL(claims))"
    return "\(message).\(base64URL(key.sign(message)))"
  }

  var unsigned: String { "\(TestToken.base64URL(TestToken.object(header))).\(TestToken.base64URL(TestToken.object(claims)))" }

  static func object(_ members: [String: String?]) -> String {
    "{" + members.sorted { $0.key < $1.key }.compactMap { key, value in value.map { "\"\(key)\":\($0)" } }.joined(separator: ",") + "}"
  }

  static func base64URL(_ text: String) -> String { base64URL(Array(text.utf8)) }

  static func base64URL(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}

/// A verifier that knows the keys of a test.
struct OIDCBench {
  static let now = TestToken.now * Timestamp.nanosecondsPerSecond

  let counting = OIDCCounting()
  let keys: OIDCKeys
  let verifier: OIDCVerifier

  init(_ settings: OIDCSettings = TestToken.settings, publicKeys: [String] = [SigningKey.rsa.publicKey("k1")]) throws {
    keys = OIDCKeys(settings)
    verifier = OIDCVerifier(settings, keys: keys, counting: counting)
    try publish(publicKeys)
  }

  func publish(_ publicKeys: [String], now: Int64 = OIDCBench.now) throws {
    keys.replace(try KeyDocument(Array("{\"keys\":[\(publicKeys.joined(separator: ","))]}".utf8)), now: now)
  }

  func verify(_ token: String, after seconds: Int64 = 0) -> CallerVerification {
    verifier.verify(token: token, now: OIDCBench.now + seconds * Timestamp.nanosecondsPerSecond)
  }

  /// Which counters moved, accepted or refused.
  func event(_ token: String, after seconds: Int64 = 0) -> [OIDCEvent] {
    let before = OIDCEvent.allCases.map { counting[$0] }
    _ = verify(token, after: seconds)
    return OIDCEvent.allCases.filter { counting[$0] > before[$0.rawValue] }
  }
}
