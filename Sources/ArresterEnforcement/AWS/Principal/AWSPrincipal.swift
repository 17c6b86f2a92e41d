import Foundation

/// A role or user of IAM, from its ARN.
struct AWSPrincipal: Sendable, Equatable {
  /// As IAM's calls are named after it.
  enum Kind: String, Sendable {
    case role = "Role"
    case user = "User"
  }

  let arn: String
  let partition: String
  /// Twelve digits.
  let account: String
  let kind: Kind
  /// Begins and ends with a slash.
  let path: String
  let name: String

  /// `arn:aws:iam::123456789012:role/path/name`. Strict: what reads otherwise is refused, with what it is.
  init(_ arn: String) throws(EnforcementError) {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[3].isEmpty, AWSPrincipal.isAccount(parts[4]),
      AWSPrincipal.isPartition(parts[1])
    else { throw AWSPrincipal.refusal(arn) }
    let segments = parts[5].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard segments.count >= 2, let kind = Kind(rawValue: segments[0].capitalized), segments[0] == segments[0].lowercased(),
      let name = segments.last, AWSPrincipal.isName(name), segments.dropFirst().dropLast().allSatisfy(AWSPrincipal.isPathSegment)
    else { throw AWSPrincipal.refusal(arn) }
    self.arn = arn
    self.kind = kind
    self.name = name
    partition = parts[1]
    account = parts[4]
    path = "/" + segments.dropFirst().dropLast().map { $0 + "/" }.joined()
  }

  /// Why AWS lets nobody attach a policy to it; nil: it does.
  var refusesEdits: String? {
    if path.hasPrefix("/aws-service-role/") {
      return "\(arn) is a service-linked role: it is its service that acts, and neither policies nor service control policies bind it;"
        + " take the permission from whoever makes the service act"
    }
    if path.hasPrefix("/aws-reserved/") || name.hasPrefix("AWSReservedSSO_") {
      return "\(arn) belongs to IAM Identity Center, and AWS refuses edits by others;"
        + " configure the AWS enforcer with serviceControlPolicy, or take the permission set's assignment away"
    }
    return nil
  }

  private static func refusal(_ arn: String) -> EnforcementError {
    let what =
      switch arn {
      case _ where arn.hasSuffix(":root") && arn.contains(":iam::"): "is an account's root, to which no policy can be attached"
      case _ where arn.contains(":assumed-role/"): "is a session; its role (arn:…:iam::ACCOUNT:role/NAME) can be denied"
      case _ where arn.contains(":federated-user/"): "is a federated session; the user that made it can be denied"
      default: "is neither arn:PARTITION:iam::ACCOUNT:role/NAME nor arn:PARTITION:iam::ACCOUNT:user/NAME"
      }
    return EnforcementError(.permanent, "the principal \(AWSError.tidy(arn)) \(what)")
  }

  private static func isAccount(_ text: String) -> Bool { text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } }

  private static func isPartition(_ text: String) -> Bool {
    text.hasPrefix("aws") && text.utf8.count <= 32 && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
  }

  /// Source: IAM, "IAM and AWS STS quotas": letters, digits and `+=,.@_-`, at most 64.
  private static func isName(_ text: String) -> Bool {
    let isLetterOrDigit: (UInt8) -> Bool = {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
    }
    return (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { isLetterOrDigit($0) || "+=,.@_-".utf8.contains($0) }
  }

  /// A path holds every printable character of ASCII.
  private static func isPathSegment(_ text: String) -> Bool {
    (1...512).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}
