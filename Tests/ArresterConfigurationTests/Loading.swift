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
  enforcers: [{kubernetes: {context: test}}, {webhook: {}}]
  http:
    listen: 0.0.0.0:8181
    tls: {certificate: c.pem, key: k.pem}
    behindProxy: true
    failMode: closed
  people:
    - name: ada
      roles: [operator, approver]
      tokenSHA256: \(String(repeating: "0a", count: 32))

  """
