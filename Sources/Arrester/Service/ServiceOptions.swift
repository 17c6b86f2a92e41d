import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEnforcement
import ArresterEngine
import ArresterEvents
import ArresterKafka

/// What a stream service is made of.
public struct ServiceOptions: Sendable {
  public var configuration: ServeConfiguration
  public var model: Model
  /// Stop at the end offsets seen at the start; only findings and the summary are output.
  public var isUntilEnd = false
  /// Who takes permissions away, in the order of the configuration.
  public var enforcers: [any Enforcer] = []
  /// Touched again and again while the service is well.
  public var healthFile: String?

  public init(configuration: ServeConfiguration, model: Model) {
    self.configuration = configuration
    self.model = model
  }

  /// Whether people and machines may ask over HTTP.
  var hasEndpoints: Bool { configuration.http != nil && !isUntilEnd }

  /// How to reach Kafka. Secrets are read here.
  func kafkaSettings(_ log: Log) throws -> ArresterKafka.KafkaSettings {
    var properties: [String: String] = [:]
    for (key, secret) in configuration.kafka.librdkafka { properties[key] = String(decoding: try secret.read(), as: UTF8.self) }
    return ArresterKafka.KafkaSettings(
      bootstrapServers: configuration.kafka.bootstrapServers, properties: properties,
      log: { level, facility, text in
        let line = "librdkafka: \(facility)"
        let isBad = level.rawValue <= KafkaLogLevel.warning.rawValue
        if isBad { log.warning(line, ["detail": .text(text)]) } else { log.debug(line, ["detail": .text(text)]) }
      })
  }

  /// What the configuration and the model say about breakers.
  public var policy: BreakerPolicy {
    var policy = BreakerPolicy()
    policy.defaultMode = configuration.mode.fallback == .enforce ? .enforce : .shadow
    policy.modes = configuration.mode.rules.map { rule in
      ModeRule(kind: rule.kind == "*" ? nil : .init(name: rule.kind), scope: rule.scope, mode: rule.mode == .enforce ? .enforce : .shadow)
    }
    let hold = model.engine.hold
    policy.holds = HoldLadder(firstSeconds: Int64(hold.firstSeconds), maximumSeconds: Int64(hold.maximumSeconds))
    policy.protected += model.protectedPrincipals
    policy.enforcers = enforcers.map { EnforcerSetting(name: $0.name, platforms: $0.platforms, readsBack: $0.readsBack) }
    return policy
  }

  /// By the enforcer's name.
  var enforcementSettings: [String: EnforcementSettings] {
    let named = configuration.enforcers.compactMap { enforcer in enforcer.pacing.map { (enforcer.name, EnforcementSettings($0)) } }
    return Dictionary(named, uniquingKeysWith: { first, _ in first })
  }

  /// The signing key is read here.
  func auditSettings() throws -> AuditChain.Settings {
    let key = try configuration.audit.signingKey.map { try Ed25519.PrivateKey(fileContent: try Secret.file($0).read()) }
    return AuditChain.Settings(product: ArresterVersion.text, signingKey: key)
  }

  /// What is wrong with the policy, as problems of the configuration: a protected principal named in a scope, say.
  public var policyProblems: [ConfigurationProblem] {
    policy.validate().map { ConfigurationProblem(keyPath: $0.path, found: $0.detail, expected: "correct it") }
  }

  /// How far back a new group begins by default: what a verdict on the next event could depend on.
  var longestDependence: Int64 {
    let lateness = Platform.allCases.map { model.engine.latenessSeconds[$0] }.max() ?? 0
    return Int64(model.engine.longestWindowSeconds + lateness) * Timestamp.nanosecondsPerSecond
  }
}
