/// An entry of `enforcers`: who takes permissions away. Exactly one kind in each.
public enum EnforcerSettings: Sendable, Equatable {
  /// The authorization webhook is this service's own: it decides, and calls nobody.
  case kubernetes
  case aws(AWSSettings)
  case webhook(WebhookSettings)
  case commands(CommandSettings)
}

/// `webhook`: a receiver of Standard Webhooks that takes permissions away itself.
public struct WebhookSettings: Sendable, Equatable {
  public var name = "webhook"
  public var url = ""
  /// Of the signature. Several while they are exchanged: all of them sign.
  public var secrets: [Secret] = []
  /// Principals of these platforms only: aws, kubernetes, gcp, azure.
  public var platforms: [String] = []
  /// Of one request.
  public var timeoutNanoseconds: Int64 = 10_000_000_000
  /// Whether plain HTTP may leave this machine.
  public var allowInsecure = false
  /// How long after its acknowledgement old permissions may still get through.
  public var propagationNanoseconds: Int64 = 60_000_000_000
  public var pacing = EnforcerPacing()

  public init() {}
}

/// `commands`: a Kafka topic that people's own enforcers read.
public struct CommandSettings: Sendable, Equatable {
  public var name = "commands"
  public var topic = ""
  public var platforms: [String] = []
  /// How long after the command is in Kafka old permissions may still get through.
  public var propagationNanoseconds: Int64 = 60_000_000_000
  public var pacing = EnforcerPacing()

  public init() {}
}

/// `aws`: deny policies that were made beforehand and are attached, or a service control policy.
public struct AWSSettings: Sendable, Equatable {
  public enum Mode: String, Sendable, CaseIterable {
    case attachedPolicy
    case serviceControlPolicy
  }

  public var name = "aws"
  public var mode = Mode.attachedPolicy
  public var region = "us-east-1"
  /// Instead of Amazon's own endpoints, for every service that is called.
  public var endpoint: String?
  public var partition = "aws"
  /// Of the two policies, in every account.
  public var policyPath = "/"
  public var denyWritesPolicy = "arrester-deny-writes"
  public var denyDestructivePolicy = "arrester-deny-destructive"
  /// The role to assume in the account of the principal; nil: Arrester acts in the account of its credentials only.
  public var assumeRole: String?
  public var externalIdentifier: String?
  /// Of the shared files; nil: whatever the chain of AWS's own tools finds.
  public var profile: String?
  /// Authorities to trust instead of the system's, in PEM.
  public var authorityFile: String?
  /// On probation, from attaching the narrower policy to detaching the wider one.
  public var handoverNanoseconds: Int64 = 10_000_000_000
  /// Principals that `--check` looks at: whether they could be denied.
  public var expectedPrincipals: [String] = []
  /// How long after the read-back old permissions may still get through.
  public var propagationNanoseconds: Int64 = 60_000_000_000
  public var pacing = EnforcerPacing()

  public init() {}
}
