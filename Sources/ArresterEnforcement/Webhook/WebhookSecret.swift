import ArresterBase
import Foundation

/// A symmetric key of Standard Webhooks: 24 to 64 random bytes, written in base64 with or without `whsec_` before it.
public struct WebhookSecret: Sendable, CustomStringConvertible {
  private let key: [UInt8]

  /// - Throws: what is wrong and what would be right, without the secret.
  public init(_ text: String) throws(WebhookProblem) {
    let encoded = text.hasPrefix("whsec_") ? String(text.dropFirst(6)) : text
    guard let decoded = Data(base64Encoded: encoded) else {
      throw WebhookProblem(detail: "the secret is no base64; expected whsec_ and base64, as from `openssl rand -base64 32`")
    }
    guard (24...64).contains(decoded.count) else {
      throw WebhookProblem(detail: "the secret has \(decoded.count) bytes; expected 24 to 64, as from `openssl rand -base64 32`")
    }
    key = Array(decoded)
  }

  /// Keeps it out of logs.
  public var description: String { "a webhook secret" }

  /// `v1,` and the base64 of HMAC-SHA-256 over `identifier.timestamp.body` (Standard Webhooks 1.0.0, "Signature scheme").
  /// - Parameter timestamp: seconds since 1970 UTC.
  func signature(identifier: String, timestamp: Int64, body: [UInt8]) -> String {
    let message = Array("\(identifier).\(timestamp).".utf8) + body
    return "v1," + Data(HMACSHA256(key: key, message: message).bytes).base64EncodedString()
  }

  /// The three headers of a signed message; every secret signs.
  /// - Parameter now: nanoseconds since 1970 UTC.
  public static func headers(
    _ secrets: [WebhookSecret], identifier: String, now: Int64, body: [UInt8]
  ) -> [(name: String, value: String)] {
    let timestamp = Timestamp.floorDivide(now, Timestamp.nanosecondsPerSecond)
    let signatures = secrets.map { $0.signature(identifier: identifier, timestamp: timestamp, body: body) }
    return [
      ("webhook-id", identifier), ("webhook-timestamp", String(timestamp)), ("webhook-signature", signatures.joined(separator: " ")),
    ]
  }
}

/// A webhook's configuration that cannot be used.
public struct WebhookProblem: Error, Sendable, Equatable {
  /// What is wrong, and what would be right.
  public var detail: String
}
