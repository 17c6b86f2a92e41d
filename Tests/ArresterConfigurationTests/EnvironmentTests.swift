import Testing

@testable import ArresterConfiguration

@Suite struct EnvironmentTests {
  private static let everyVariable = [
    "ARRESTER_KAFKA_BOOTSTRAP_SERVERS": "a.example.org:9092,[::1]:9093", "ARRESTER_KAFKA_GROUP": "guards",
    "ARRESTER_KAFKA_TOPICS": "events, more", "ARRESTER_KAFKA_START_AT": "2h30m", "ARRESTER_KAFKA_CREATE_TOPICS": "true",
    "ARRESTER_KAFKA_INSTANCE": "guard-1",
    "ARRESTER_KAFKA_LIBRDKAFKA": "{security.protocol: SASL_SSL, sasl.password: {file: /run/secrets/kafka}, log_level: 5}",
    "ARRESTER_OUTPUT_FINDINGS": "f", "ARRESTER_OUTPUT_BREAKERS": "b", "ARRESTER_OUTPUT_BASELINES": "l", "ARRESTER_OUTPUT_AUDIT": "a",
    "ARRESTER_OUTPUT_DEAD_LETTERS": "d", "ARRESTER_MODEL": "models/strict.json",
    "ARRESTER_MODE": "[{kind: agent, scope: '1234*', mode: enforce}, {mode: shadow}]",
    "ARRESTER_RECORD_KEY_FILE": "/run/secrets/record-key", "ARRESTER_SOURCES": "[{topic: events, longestSilence: 15m}]",
    "ARRESTER_ENFORCERS": """
    [{kubernetes: }, {aws: {name: main, region: eu-west-1, endpoint: "http://127.0.0.1:5000", partition: aws-cn, assumeRole: arrester,
    propagation: 2m, denyWritesPolicy: w, denyDestructivePolicy: d}}, {webhook: {name: own, url: "https://example.org/",
    secrets: [{file: /run/secrets/hook}], platforms: [gcp, azure], timeout: 5s, allowInsecure: true, propagation: 3s}},
    {commands: {name: topic, topic: commands, platforms: [azure], propagation: 4s, callTimeout: 5s, giveUpAfter: 10m, retryEvery: 2m,
    reconcileEvery: 30s}}]
    """,
    "ARRESTER_ALERTS": """
    [{slack: {url: {file: /run/secrets/slack}, warnings: 30m, maximumAge: 2h, timeout: 5s}},
    {pagerDuty: {name: oncall, routingKey: {file: /run/secrets/pagerduty}}},
    {alertmanager: {url: "http://alertmanager:9093", allowInsecure: true}},
    {webhook: {name: team, url: "https://example.org/alerts", secrets: [{file: /run/secrets/hook}]}}]
    """,
    "ARRESTER_HTTP_LISTEN": "0.0.0.0:8181",
    "ARRESTER_HTTP_TLS_CERTIFICATE": "c.pem", "ARRESTER_HTTP_TLS_KEY": "k.pem", "ARRESTER_HTTP_BEHIND_PROXY": "true",
    "ARRESTER_HTTP_FAIL_MODE": "{decide: closed, kubernetes: open, envoy: closed}",
    "ARRESTER_HTTP_CALLERS": """
    [{name: gate, may: [decide, metrics], namesKinds: true,
    tokenSHA256: \(String(repeating: "0b", count: 32))}]
    """,
    "ARRESTER_HTTP_PUBLIC_ADDRESS": "https://arrester.example.org", "ARRESTER_HTTP_METRICS_WITHOUT_TOKEN": "true",
    "ARRESTER_PEOPLE": """
    [{name: ada, roles: [operator, approver], tokenSHA256: [\(String(repeating: "0a", count: 32)), \(String(repeating: "0c", count: 32))]}]
    """,
    "ARRESTER_OIDC": """
    {issuer: "https://login.example.org/", audience: arrester, authorizedParties: [cli], nameClaim: sub, rolesClaim: /roles,
    roles: {oncall: [viewer, operator]}, maximumAge: 1h}
    """,
    "ARRESTER_KUBERNETES_CLUSTER": "production", "ARRESTER_KUBERNETES_ADMISSION_WITHOUT_TOKEN": "true",
    "ARRESTER_DRILL_PRINCIPAL": "arn:aws:iam::1:user/canary",
    "ARRESTER_DRILL_EVERY": "24h", "ARRESTER_AUDIT_SPOOL": "intents.jsonl",
    "ARRESTER_AUDIT_FILE": "audit.jsonl", "ARRESTER_AUDIT_SIGNING_KEY": "signing.key",
  ]

  @Test("the variables alone give what the complete file gives")
  func withoutFile() throws {
    let fromVariables = try ServeConfiguration.load(file: nil, environment: EnvironmentTests.everyVariable, overrides: [])
    let fromFile = try load(complete)
    #expect(fromVariables == fromFile)
  }

  @Test("every key of the table has a variable in the test above, and its name follows from its path")
  func names() {
    let variables = ConfigurationKey.all.map(\.variable)
    #expect(Set(variables) == Set(EnvironmentTests.everyVariable.keys).union(["ARRESTER_RECORD_KEY"]))
    #expect(ConfigurationKey.upperSnake("tokenSHA256") == "TOKEN_SHA256")
    #expect(ConfigurationKey.upperSnake("bootstrapServers") == "BOOTSTRAP_SERVERS")
  }

  @Test("flags beat the environment, which beats the file, key by key")
  func precedence() throws {
    let file = smallest + "  group: of-file\nmodel: of-file\n"
    let environment = ["ARRESTER_KAFKA_GROUP": "of-variable", "ARRESTER_KAFKA_TOPICS": "v1,v2"]
    let flags = [ConfigurationOverride(flag: "--topic", keyPath: "kafka.topics", values: ["f1", "f2"])]
    let configuration = try load(file, environment, flags)
    #expect(configuration.kafka.bootstrapServers == "127.0.0.1:9092")
    #expect(configuration.model == "of-file")
    #expect(configuration.kafka.group == "of-variable")
    #expect(configuration.kafka.topics == ["f1", "f2"])
  }

  @Test("a wrong value in the file does not matter where a variable replaces it")
  func replacesWrong() throws {
    #expect(try load(smallest + "  startAt: soon\n", ["ARRESTER_KAFKA_START_AT": "latest"]).kafka.startAt == .latest)
  }

  @Test("entries of the librdkafka variable are laid over those of the file")
  func mapEntries() throws {
    let file = smallest + "  librdkafka: {debug: broker, log_level: 5}\n"
    let configuration = try load(file, ["ARRESTER_KAFKA_LIBRDKAFKA": "log_level=7, security.protocol=PLAINTEXT"])
    #expect(configuration.kafka.librdkafka == ["debug": .text("broker"), "log_level": .text("7"), "security.protocol": .text("PLAINTEXT")])
  }

  @Test("a problem names the variable or the flag that it came from")
  func places() {
    let flags = [ConfigurationOverride(flag: "--bootstrap", keyPath: "kafka.bootstrapServers", values: ["nowhere"])]
    let environment = [
      "ARRESTER_KAFKA_CREATE_TOPICS": "1", "ARRESTER_SOURCES": "[{topic: events}]", "ARRESTER_PEOPLE": "[",
      "ARRESTER_KAFKA_LIBRDKAFKA": "a",
    ]
    let found = messages(smallest, environment, flags)
    #expect(found.contains("ARRESTER_KAFKA_CREATE_TOPICS: kafka.createTopics: found \"1\"; write true or false"))
    #expect(found.contains("ARRESTER_SOURCES:1:2: sources[0].longestSilence: the key is missing; add it"))
    #expect(found.contains("--bootstrap: kafka.bootstrapServers: found \"nowhere\"; write HOST:PORT, several with commas"))
    #expect(found.contains { $0.hasPrefix("ARRESTER_PEOPLE:2:1: this is not YAML") })
    #expect(found.contains { $0.hasPrefix("ARRESTER_KAFKA_LIBRDKAFKA: kafka.librdkafka: entry 1 has no name") })
    #expect(found.count == 5)
  }

  @Test("an unknown variable is a warning with what was meant; those of others and of Kubernetes are none")
  func unknown() throws {
    let environment = [
      "ARRESTER_KAFKA_TOPIC": "x", "ARRESTER_MODELS": "x", "ARRESTER_SHARED": "x", "ARRESTER_HEALTH_FILE": "x", "HOME": "/",
      "ARRESTER_SERVICE_HOST": "10.0.0.1", "ARRESTER_PORT_8181_TCP_ADDR": "10.0.0.1",
    ]
    #expect(
      try load(smallest, environment).warnings.map(\.description) == [
        "ARRESTER_KAFKA_TOPIC: no key has this variable; did you mean \"ARRESTER_KAFKA_TOPICS\"? it is not used"
      ])
  }

  @Test("a variable that is set to nothing counts as not set")
  func emptyVariable() throws {
    #expect(try load(smallest, ["ARRESTER_KAFKA_GROUP": "", "ARRESTER_KAFKA_TOPICS": ""]).kafka.group == "arrester")
  }

  @Test("a record key and a record key's file at once are refused")
  func twoRecordKeys() {
    let found = messages(smallest, ["ARRESTER_RECORD_KEY": "k", "ARRESTER_RECORD_KEY_FILE": "/k"])
    #expect(found == ["ARRESTER_RECORD_KEY_FILE: recordKey: ARRESTER_RECORD_KEY is set too; set one of them"])
  }
}
