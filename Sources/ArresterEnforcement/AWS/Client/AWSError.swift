/// Why a call to AWS was not done.
struct AWSError: Error, Sendable, Equatable {
  enum Kind: String, Sendable {
    /// Throttled, away or busy, after every retry.
    case transient
    /// AWS said no, and would say it again.
    case refused
    /// AWS answered something that this side cannot read.
    case unreadable
    /// There is nothing to sign with.
    case credentials
  }

  /// What of AWS's own message is kept, characters.
  static let maximumMessage = 500

  var kind: Kind
  /// `iam:AttachRolePolicy`.
  var operation: String
  /// AWS's own: `NoSuchEntity`; empty where there was no answer.
  var code = ""
  var message: String
  /// What AWS's support asks for.
  var requestIdentifier: String?
  /// Whether credentials may come back by themselves.
  var credentialsMayReturn = false
  var retryAfterNanoseconds: Int64?

  var isTransient: Bool { kind == .transient || kind == .credentials && credentialsMayReturn }
}

extension AWSError: CustomStringConvertible {
  var description: String {
    let request = requestIdentifier.map { " (request \($0))" } ?? ""
    return "\(operation): \(code.isEmpty ? "" : "\(code): ")\(message)\(request)"
  }

  /// One line without control characters, and not longer than a person reads.
  static func tidy(_ message: String) -> String {
    let line = String(String.UnicodeScalarView(message.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    return line.count > maximumMessage ? line.prefix(maximumMessage) + "…" : line
  }
}
