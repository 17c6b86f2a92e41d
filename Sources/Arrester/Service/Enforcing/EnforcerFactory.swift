import ArresterBase
import ArresterConfiguration
import ArresterEnforcement
import ArresterEvents
import ArresterKafka

/// Makes the enforcers that the configuration names, in its order.
enum EnforcerFactory {
  /// - Parameters:
  ///   - kafka: where command topics are.
  ///   - producer: for enforcers that put commands on a topic; asked for once, if at all.
  /// - Throws: `ConfigurationProblems` with everything that is wrong.
  static func make(
    _ settings: [EnforcerSettings], kafka: ArresterKafka.KafkaSettings, producer: () -> AcknowledgedProducer
  ) throws -> [any Enforcer] {
    var enforcers: [any Enforcer] = []
    var problems: [ConfigurationProblem] = []
    for (index, entry) in settings.enumerated() {
      do {
        if let enforcer = try make(entry, kafka, producer) { enforcers.append(enforcer) }
      } catch {
        problems.append(
          ConfigurationProblem(keyPath: "enforcers[\(index)]", found: words(error), expected: "correct it, or leave the enforcer out"))
      }
    }
    guard problems.isEmpty else { throw ConfigurationProblems(problems) }
    return enforcers
  }

  private static func make(
    _ entry: EnforcerSettings, _ kafka: ArresterKafka.KafkaSettings, _ producer: () -> AcknowledgedProducer
  ) throws -> (any Enforcer)? {
    switch entry {
    case .kubernetes: return nil
    case .aws(let settings): return try AWSEnforcer(AWSEnforcerSettings(settings))
    case .webhook(let settings):
      return try WebhookEnforcer(
        name: settings.name, platforms: platforms(settings.platforms),
        address: try WebhookAddress(settings.url, allowInsecure: settings.allowInsecure),
        secrets: try settings.secrets.map { try WebhookSecret(String(decoding: try $0.read(), as: UTF8.self)) },
        transport: try CurlTransport(), propagationNanoseconds: settings.propagationNanoseconds,
        timeoutNanoseconds: settings.timeoutNanoseconds)
    case .commands(let settings):
      return CommandTopicEnforcer(
        name: settings.name, platforms: platforms(settings.platforms), topic: settings.topic,
        sink: KafkaCommandSink(producer: producer(), kafka: kafka, topic: settings.topic),
        propagationNanoseconds: settings.propagationNanoseconds)
    }
  }

  private static func platforms(_ names: [String]) -> [Platform] { Platform.allCases.filter { names.contains($0.name) } }

  private static func words(_ error: any Error) -> String {
    switch error {
    case let error as WebhookProblem: error.detail
    case let error as EnforcementError: error.detail
    case let error as TransportError: error.detail
    default: "\(error)"
    }
  }
}

extension EnforcementSettings {
  init(_ pacing: EnforcerPacing) {
    self.init()
    if let time = pacing.callTimeoutNanoseconds { stepSeconds = time / Timestamp.nanosecondsPerSecond }
    if let time = pacing.giveUpNanoseconds { giveUpSeconds = time / Timestamp.nanosecondsPerSecond }
    if let time = pacing.retryNanoseconds { slowRetrySeconds = time / Timestamp.nanosecondsPerSecond }
    if let time = pacing.reconcileNanoseconds { reconcileSeconds = time / Timestamp.nanosecondsPerSecond }
  }
}

extension AWSEnforcerSettings {
  fileprivate init(_ settings: AWSSettings) {
    self.init()
    name = settings.name
    mode = settings.mode == .serviceControlPolicy ? .serviceControlPolicy : .attachedPolicy
    partition = settings.partition
    region = settings.region
    endpoint = settings.endpoint
    authorityFile = settings.authorityFile
    profile = settings.profile
    policyPath = settings.policyPath
    denyWritesPolicy = settings.denyWritesPolicy
    denyDestructivePolicy = settings.denyDestructivePolicy
    assumeRole = settings.assumeRole
    externalIdentifier = settings.externalIdentifier
    handoverNanoseconds = settings.handoverNanoseconds
    propagationNanoseconds = settings.propagationNanoseconds
    expectedPrincipals = settings.expectedPrincipals
  }
}

/// Commands, acknowledged by Kafka.
struct KafkaCommandSink: CommandSink {
  let producer: AcknowledgedProducer
  let kafka: ArresterKafka.KafkaSettings
  let topic: String

  func send(key: String, value: [UInt8]) async throws(EnforcementError) {
    do {
      try await producer.send([KafkaRecord(topic: topic, key: Array(key.utf8), value: value)])
    } catch {
      throw EnforcementError(.transient, "Kafka did not acknowledge the command: \(error)")
    }
  }

  /// A topic that is not there: whoever is to read it would never hear of a trip.
  func problem() async -> String? {
    do throws(KafkaError) {
      let administration = try KafkaAdministration(kafka)
      defer { administration.close() }
      return try administration.exists(topic) ? nil : "there is no topic \(topic)"
    } catch {
      return "the topic \(topic) cannot be asked about: \(error)"
    }
  }
}
