import Testing

@testable import ArresterConfiguration

@Suite struct ServeConfigurationTests {
  @Test("a file with every key is read into every setting")
  func everyKey() throws {
    let configuration = try load(complete)
    #expect(configuration.kafka.bootstrapServers == "a.example.org:9092,[::1]:9093")
    #expect(configuration.kafka.group == "guards")
    #expect(configuration.kafka.topics == ["events", "more"])
    #expect(configuration.kafka.startAt == .back(nanoseconds: 9_000_000_000_000))
    #expect(configuration.kafka.createTopics)
    #expect(configuration.kafka.instance == "guard-1")
    #expect(
      configuration.kafka.librdkafka == [
        "security.protocol": .text("SASL_SSL"), "sasl.password": .file("/run/secrets/kafka"), "log_level": .text("5"),
      ])
    #expect(configuration.output.all.map(\.topic) == ["f", "b", "l", "a", "d"])
    #expect(configuration.model == "models/strict.json")
    #expect(configuration.mode.rules.map(\.kind) == ["agent", "*"])
    #expect(configuration.mode.rules.map(\.scope) == ["1234*", "*"])
    #expect(configuration.mode.rules.map(\.mode) == [.enforce, .shadow])
    #expect(configuration.recordKey == .file("/run/secrets/record-key"))
    #expect(configuration.sources.map(\.topic) == ["events"])
    #expect(configuration.sources.map(\.longestSilenceNanoseconds) == [900_000_000_000])
    #expect(configuration.enforcers.map(\.name) == ["kubernetes", "main", "own", "topic"])
    #expect(configuration.alerts.map(\.name) == ["slack", "oncall", "alertmanager", "team"])
    #expect(configuration.alerts.first?.form == .slack(url: .file("/run/secrets/slack")))
    #expect(configuration.alerts[1].form == .pagerDuty(routingKey: .file("/run/secrets/pagerduty"), url: AlertSettings.pagerDutyAddress))
    #expect(configuration.alerts.map { $0.digestNanoseconds / 60_000_000_000 } == [30, 0, 0, 60], "nobody is woken by warnings")
    #expect(configuration.alerts[0].maximumAgeNanoseconds == 7_200_000_000_000)
    #expect(configuration.alerts[0].timeoutNanoseconds == 5_000_000_000 && configuration.alerts[2].allowInsecure)
    #expect(configuration.oidc?.issuer == "https://login.example.org/" && configuration.oidc?.audience == "arrester")
    #expect(configuration.oidc?.authorizedParties == ["cli"] && configuration.oidc?.nameClaim == "sub")
    #expect(configuration.oidc?.rolesClaim == "/roles" && configuration.oidc?.roles == ["oncall": [.viewer, .operator]])
    #expect(configuration.oidc?.maximumAgeNanoseconds == 3_600_000_000_000)
    #expect(configuration.kubernetes.cluster == "production" && configuration.kubernetes.admissionWithoutToken)
    #expect(configuration.drill?.principal == "arn:aws:iam::1:user/canary")
    #expect(configuration.drill?.everyNanoseconds == 86_400_000_000_000)
    #expect(configuration.audit.file == "audit.jsonl")
    #expect(configuration.audit.spool == "intents.jsonl")
    let pacing = configuration.enforcers.last?.pacing
    #expect(pacing?.callTimeoutNanoseconds == 5_000_000_000 && pacing?.giveUpNanoseconds == 600_000_000_000)
    #expect(pacing?.retryNanoseconds == 120_000_000_000 && pacing?.reconcileNanoseconds == 30_000_000_000)
    #expect(configuration.audit.signingKey == "signing.key")
    #expect(configuration.http?.listen == "0.0.0.0:8181")
    #expect(configuration.http?.tls?.certificate == "c.pem")
    #expect(configuration.http?.tls?.key == "k.pem")
    #expect(configuration.http?.behindProxy == true)
    #expect(configuration.http?.failMode.decide == .closed)
    #expect(configuration.http?.failMode.kubernetes == .open)
    #expect(configuration.http?.failMode.envoy == .closed)
    #expect(configuration.http?.callers.map(\.name) == ["gate"])
    #expect(configuration.http?.callers.map(\.may) == [[.decide, .metrics]])
    #expect(configuration.http?.callers.map(\.namesKinds) == [true])
    #expect(configuration.http?.publicAddress == "https://arrester.example.org")
    #expect(configuration.http?.metricsWithoutToken == true)
    #expect(configuration.people.map(\.name) == ["ada"])
    #expect(configuration.people.map(\.tokenSHA256.count) == [2])
    #expect(configuration.people.map(\.roles) == [[.operator, .approver]])
  }

  @Test("what the file does not name keeps its default")
  func defaults() throws {
    var expected = ServeConfiguration()
    expected.kafka.bootstrapServers = "127.0.0.1:9092"
    expected.kafka.topics = ["events"]
    let configuration = try load(smallest)
    #expect(configuration == expected)
    #expect(configuration.kafka.startAt == .longestWindow)
    #expect(configuration.mode.fallback == .shadow)
    #expect(!configuration.mode.canEnforce)
  }

  @Test("sections that are all commented out are empty, and bootstrapServers may be a list")
  func emptySections() throws {
    let configuration = try load("kafka: {bootstrapServers: ['a:1', 'b:2'], topics: [t]}\noutput:\nhttp:\nsources:\n")
    #expect(configuration.kafka.bootstrapServers == "a:1,b:2")
    #expect(configuration.output == OutputTopics())
    #expect(configuration.http == nil)
  }

  @Test(
    "startAt takes words and durations",
    arguments: [("earliest", StartAt.earliest), ("latest", .latest), ("45s", .back(nanoseconds: 45_000_000_000))])
  func startAt(text: String, expected: StartAt) throws {
    #expect(try load(smallest + "  startAt: \(text)\n").kafka.startAt == expected)
  }

  @Test("a configuration built by a program is validated by the same rules, without places")
  func validate() {
    let problems = ServeConfiguration().validate()
    #expect(problems.map(\.keyPath) == ["kafka.bootstrapServers", "kafka.topics"])
    #expect(problems.allSatisfy { $0.origin == nil })
  }
}
