import Foundation
import Testing

@testable import ArresterConfiguration

/// Loads `yaml` as a file that exists for the length of the call; the file is called `arrester.yaml` in messages.
func load(
  _ yaml: String, _ environment: [String: String] = [:], _ overrides: [ConfigurationOverride] = []
) throws(ConfigurationProblems) -> ServeConfiguration {
  try load(bytes: Array(yaml.utf8), environment, overrides)
}

func load(
  bytes: [UInt8], _ environment: [String: String] = [:], _ overrides: [ConfigurationOverride] = []
) throws(ConfigurationProblems) -> ServeConfiguration {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  let file = folder.appendingPathComponent("arrester.yaml")
  defer { try? FileManager.default.removeItem(at: folder) }
  do {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  } catch {
    Issue.record("no temporary file: \(error)")
  }
  do throws(ConfigurationProblems) {
    return try ServeConfiguration.load(file: file.path, environment: environment, overrides: overrides)
  } catch {
    throw ConfigurationProblems(
      error.problems.map { problem in
        var problem = problem
        if case .file = problem.origin?.source { problem.origin?.source = .file("arrester.yaml") }
        return problem
      })
  }
}

/// The messages of a configuration that is refused; empty, and an issue, where it is accepted.
func messages(
  _ yaml: String, _ environment: [String: String] = [:], _ overrides: [ConfigurationOverride] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) -> [String] {
  messages(bytes: Array(yaml.utf8), environment, overrides, sourceLocation: sourceLocation)
}

func messages(
  bytes: [UInt8], _ environment: [String: String] = [:], _ overrides: [ConfigurationOverride] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) -> [String] {
  do throws(ConfigurationProblems) {
    _ = try load(bytes: bytes, environment, overrides)
    Issue.record("the configuration was accepted", sourceLocation: sourceLocation)
    return []
  } catch {
    return error.problems.map(\.description)
  }
}

/// What every configuration needs.
let smallest = """
  kafka:
    bootstrapServers: 127.0.0.1:9092
    topics: [events]

  """

/// Every key of commands.md.
let complete = """
  kafka:
    bootstrapServers: a.example.org:9092,[::1]:9093
    group: guards
    topics: [events, more]
    startAt: 2h30m
    createTopics: true
    instance: guard-1
    librdkafka: {security.protocol: SASL_SSL, sasl.password: {file: /run/secrets/kafka}, log_level: 5}
  output: {findings: f, breakers: b, baselines: l, audit: a, deadLetters: d}
  model: models/strict.json
  mode:
    - {kind: agent, scope: "1234*", mode: enforce}
    - {mode: shadow}
  recordKey: {file: /run/secrets/record-key}
  sources: [{topic: events, longestSilence: 15m}]
  enforcers:
    - kubernetes:
    - aws: {name: main, region: eu-west-1, endpoint: "http://127.0.0.1:5000", partition: aws-cn, assumeRole: arrester, propagation: 2m,
        denyWritesPolicy: w, denyDestructivePolicy: d}
    - webhook: {name: own, url: "https://example.org/", secrets: [{file: /run/secrets/hook}], platforms: [gcp, azure], timeout: 5s,
        allowInsecure: true, propagation: 3s}
    - commands: {name: topic, topic: commands, platforms: [azure], propagation: 4s, callTimeout: 5s, giveUpAfter: 10m, retryEvery: 2m,
        reconcileEvery: 30s}
  alerts:
    - slack: {url: {file: /run/secrets/slack}, warnings: 30m, maximumAge: 2h, timeout: 5s}
    - pagerDuty: {name: oncall, routingKey: {file: /run/secrets/pagerduty}}
    - alertmanager: {url: "http://alertmanager:9093", allowInsecure: true}
    - webhook: {name: team, url: "https://example.org/alerts", secrets: [{file: /run/secrets/hook}]}
  http:
    listen: 0.0.0.0:8181
    tls: {certificate: c.pem, key: k.pem}
    behindProxy: true
    failMode: {decide: closed, kubernetes: open, envoy: closed}
    callers: [{name: gate, may: [decide, metrics], namesKinds: true, tokenSHA256: \(String(repeating: "0b", count: 32))}]
    publicAddress: https://arrester.example.org
    metricsWithoutToken: true
  people:
    - name: ada
      roles: [operator, approver]
      tokenSHA256: [\(String(repeating: "0a", count: 32)), \(String(repeating: "0c", count: 32))]
  oidc: {issuer: "https://login.example.org/", audience: arrester, authorizedParties: [cli], nameClaim: sub, rolesClaim: /roles,
    roles: {oncall: [viewer, operator]}, maximumAge: 1h}
  kubernetes: {cluster: production, admissionWithoutToken: true}
  drill: {principal: "arn:aws:iam::1:user/canary", every: 24h}
  audit: {file: audit.jsonl, spool: intents.jsonl, signingKey: signing.key}

  """
