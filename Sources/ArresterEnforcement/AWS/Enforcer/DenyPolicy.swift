import Synchronization

/// One of the two policies that are made beforehand.
enum DenyPolicy: String, Sendable, CaseIterable {
  case writes
  case destructive

  var document: PolicyDocument {
    switch self {
    case .writes: DenyDocuments.writes()
    case .destructive: DenyDocuments.destruction()
    }
  }
}

/// Holds the policies of an account against what they must say: one that somebody changed is neither attached nor detached.
final class DenyPolicies: Sendable {
  /// Versions that were read; a version never changes.
  static let maximumKept = 1000

  /// Digests of what they must say.
  private static let expected = Dictionary(
    uniqueKeysWithValues: DenyPolicy.allCases.map { ($0, PolicyDigest.of($0.document.text) ?? "") })

  private let read = Mutex<[String: String]>([:])
  private let settings: AWSEnforcerSettings

  init(_ settings: AWSEnforcerSettings) { self.settings = settings }

  func arn(_ policy: DenyPolicy, account: String) -> String {
    settings.policyARN(policy == .writes ? settings.denyWritesPolicy : settings.denyDestructivePolicy, account: account)
  }

  /// - Returns: what is wrong with it; nil: nothing.
  func difference(_ policy: DenyPolicy, account: String, _ iam: IAMClient) async throws(AWSError) -> String? {
    let arn = arn(policy, account: account)
    let found = try await iam.policy(arn)
    let key = "\(found.identifier) \(found.defaultVersion)"
    let digest: String
    if let kept = read.withLock({ $0[key] }) {
      digest = kept
    } else {
      digest = PolicyDigest.of(try await iam.document(found)) ?? "no JSON"
      read.withLock { read in
        if read.count >= DenyPolicies.maximumKept { read.removeAll() }
        read[key] = digest
      }
    }
    guard digest != DenyPolicies.expected[policy] else { return nil }
    return "\(arn) (\(found.defaultVersion)) does not say what this version of Arrester wrote for it: somebody changed it,"
      + " or it is of another version; compare it with deploy/aws/arrester-deny-\(policy.rawValue).json"
  }
}
