import Foundation

/// Addresses that keys may be read from: whoever changes what is read on the way is whoever they like.
enum IssuerAddress {
  static let maximumBytes = 2048

  /// What is wrong with an issuer's identifier, and what would be right (OpenID Connect Discovery 1.0, section 3); nil where nothing is.
  static func problem(issuer: String) -> String? {
    if let problem = problem(issuer, mayBePlain: true) { return problem }
    if issuer.contains("?") || issuer.contains("#") { return "has a query or a fragment; write it as the issuer does in its tokens (iss)" }
    return nil
  }

  /// The same for the address that the issuer gives for its keys. Only an issuer on this machine may name a plain one.
  static func problem(keys: String, of issuer: String) -> String? { problem(keys, mayBePlain: !isSecure(issuer)) }

  /// OpenID Connect Discovery 1.0, section 4: a slash at the end of the issuer is not doubled.
  static func discovery(of issuer: String) -> String {
    (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
  }

  private static func problem(_ address: String, mayBePlain: Bool) -> String? {
    guard address.utf8.count <= maximumBytes, address.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
      let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty
    else { return "is no address; write https://HOST/PATH" }
    guard parts.user == nil, parts.password == nil else { return "holds a user name or a password; write https://HOST/PATH" }
    if isSecure(address) { return nil }
    guard mayBePlain, address.hasPrefix("http://"), isLoopback(host) else {
      return "is not https, which only an issuer on this machine need not be; write https://HOST/PATH"
    }
    return nil
  }

  private static func isSecure(_ address: String) -> Bool { address.hasPrefix("https://") }

  private static func isLoopback(_ host: String) -> Bool { ["127.0.0.1", "[::1]", "::1", "localhost"].contains(host) }
}
