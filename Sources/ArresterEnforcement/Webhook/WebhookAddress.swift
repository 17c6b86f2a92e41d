import Foundation

/// Where a webhook goes: https, or http to this machine only.
public struct WebhookAddress: Sendable, Equatable {
  public let url: String
  /// Scheme, host and port: what may stand in plans and logs. Paths and queries of receivers often hold tokens.
  public let origin: String

  /// - Parameter allowInsecure: http to any host, by the operator's own choice.
  public init(_ text: String, allowInsecure: Bool) throws(WebhookProblem) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), let host = parts.host, !host.isEmpty else {
      throw WebhookProblem(detail: "the url cannot be read; expected https://HOST/PATH")
    }
    guard scheme == "https" || scheme == "http" else {
      throw WebhookProblem(detail: "the url's scheme is \(scheme); expected https")
    }
    guard parts.user == nil, parts.password == nil, parts.fragment == nil else {
      throw WebhookProblem(detail: "the url holds a user, a password or a fragment; expected https://HOST/PATH, the request is signed")
    }
    guard scheme == "https" || allowInsecure || WebhookAddress.isLoopback(host) else {
      throw WebhookProblem(detail: "the url is http to \(host); expected https, a loopback address, or `allowInsecure: true`")
    }
    url = text
    origin = "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
  }

  /// `localhost`, 127.0.0.0/8 and ::1, written out: a name that merely begins so belongs to somebody else.
  private static func isLoopback(_ host: String) -> Bool {
    if ["localhost", "::1", "[::1]"].contains(host.lowercased()) { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { $0.allSatisfy(\.isASCII) && UInt8($0) != nil }
  }
}
