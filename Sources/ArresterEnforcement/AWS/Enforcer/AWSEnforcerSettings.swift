import ArresterBase

/// How the AWS enforcer is set up. Printing it shows no secret.
public struct AWSEnforcerSettings: Sendable, Equatable {
  public enum Mode: String, Sendable, CaseIterable {
    /// One of two managed policies, made beforehand, is attached to the role or user.
    case attachedPolicy
    /// A service control policy for the principal is put on its account: for roles that refuse edits. Needs the organization's
    /// management account, or a delegated administrator of policies.
    case serviceControlPolicy
  }

  /// Keys from the configuration; usually there are none, and the chain of AWS's SDKs finds some.
  public struct Keys: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var accessKey: String
    public var secretKey: String
    public var sessionToken: String?

    public init(accessKey: String, secretKey: String, sessionToken: String? = nil) {
      self.accessKey = accessKey
      self.secretKey = secretKey
      self.sessionToken = sessionToken
    }

    public var description: String { "Keys(\(accessKey), secret hidden)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["accessKey": accessKey]) }
  }

  /// Unique among the enforcers of an installation.
  public var name = "aws"
  public var mode = Mode.attachedPolicy
  /// `aws`, `aws-cn`, `aws-us-gov`; another one needs an endpoint.
  public var partition = "aws"
  /// Whose STS is called.
  public var region = "us-east-1"
  /// For every service: a test server, or an interface endpoint.
  public var endpoint: String?
  /// PEM authorities to trust instead of the system's; where it is not set, `AWS_CA_BUNDLE`.
  public var authorityFile: String?
  public var keys: Keys?
  /// Of the shared files; where it is set, nothing else is asked for credentials.
  public var profile: String?
  /// Of the two policies, in every account: begins and ends with a slash.
  public var policyPath = "/"
  public var denyWritesPolicy = "arrester-deny-writes"
  public var denyDestructivePolicy = "arrester-deny-destructive"
  /// The name (with its path) of the role that Arrester assumes in accounts other than its own; nil: it acts in its own only.
  public var assumeRole: String?
  public var externalIdentifier: String?
  /// Probation: so long after the narrower policy was attached, the wider one is detached; IAM takes seconds to let everybody know.
  public var handoverNanoseconds: Int64 = 10 * Timestamp.nanosecondsPerSecond
  /// How long after the read-back the old permissions may still work. AWS: "may take minutes"; seen: 3 to 4 s.
  public var propagationNanoseconds: Int64 = 60 * Timestamp.nanosecondsPerSecond
  /// For one call, nanoseconds.
  public var timeoutNanoseconds: Int64 = 10 * Timestamp.nanosecondsPerSecond
  /// ARNs of principals that may have to be denied one day: `check` looks whether they could be.
  public var expectedPrincipals: [String] = []

  public init() {}

  /// Everything that is wrong, each with what would be right.
  public func validate() -> [String] {
    var problems: [String] = []
    if AWSEndpoints(partition: partition, region: region, override: endpoint) == nil {
      let known = AWSEndpoints.knownPartitions.joined(separator: ", ")
      problems.append("partition \(partition.debugDescription) is not known; write one of \(known), or set endpoint")
    }
    if region.isEmpty { problems.append("region is empty; write one such as eu-west-1") }
    if let endpoint, !endpoint.hasPrefix("https://"), !endpoint.hasPrefix("http://") {
      problems.append("endpoint \(endpoint.debugDescription) is no URL; write https://HOST")
    }
    if !policyPath.hasPrefix("/") || !policyPath.hasSuffix("/") {
      problems.append("policyPath \(policyPath.debugDescription) must begin and end with a slash")
    }
    for (key, policy) in [("denyWritesPolicy", denyWritesPolicy), ("denyDestructivePolicy", denyDestructivePolicy)] {
      if (try? AWSPrincipal("arn:aws:iam::000000000000:role/\(policy)"))?.name != policy {
        problems.append("\(key) \(policy.debugDescription) is no name of a policy; letters, digits and +=,.@_- only, at most 64")
      }
    }
    if denyWritesPolicy == denyDestructivePolicy { problems.append("denyWritesPolicy and denyDestructivePolicy are the same policy") }
    if let role = assumeRole, (try? AWSPrincipal("arn:aws:iam::000000000000:role/\(role)")) == nil {
      problems.append("assumeRole \(role.debugDescription) is no name of a role; write NAME or path/NAME, without an account")
    }
    if handoverNanoseconds < 0 || propagationNanoseconds < 0 || timeoutNanoseconds <= 0 {
      problems.append("handover, propagation and timeout must not be negative, and timeout not zero")
    }
    return problems
  }

  func policyARN(_ name: String, account: String) -> String { "arn:\(partition):iam::\(account):policy\(policyPath)\(name)" }
}
