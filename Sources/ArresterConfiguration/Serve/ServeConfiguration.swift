/// Everything that `arrester serve` can be told. The defaults are here and in the sections, and nowhere else.
///
/// `load` reads it from a file, the environment and flags; `validate` says everything that is wrong with one, however it was made.
public struct ServeConfiguration: Sendable, Equatable {
  public var kafka = KafkaSettings()
  public var output = OutputTopics()
  /// The model's file; nil for the default model that comes with Arrester.
  public var model: String?
  public var mode = ModeSettings()
  /// The HMAC key of breaker records. Required where anything is enforced.
  public var recordKey: Secret?
  public var sources: [SourceSettings] = []
  public var enforcers: [EnforcerSettings] = []
  public var alerts: [AlertSettings] = []
  public var http: HTTPSettings?
  public var people: [PersonSettings] = []
  public var oidc: IssuerSettings?
  public var kubernetes = KubernetesSettings()
  public var audit = AuditSettings()
  public var drill: DrillSettings?

  /// What does not stop the service but is probably a mistake: variables that no key has.
  public var warnings: [ConfigurationProblem] = []

  public init() {}
}
