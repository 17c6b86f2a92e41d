import Testing

@testable import ArresterConfiguration

@Suite struct ProblemTests {
  @Test("every problem of a file is reported at once, in order, with its path, line and column, what was found and what would be right")
  func allAtOnce() {
    let found = messages(
      """
      kafka:
        bootstrapServer: a:1
        topics: events
        startAt: soon
        createTopics: yes
      mode: enforced
      sources: [{topic: other}]
      people:
        - name: [x]
      """)
    #expect(
      found == [
        "arrester.yaml:2:3: kafka.bootstrapServer: the key is unknown; did you mean \"bootstrapServers\"? "
          + "known here: bootstrapServers, createTopics, group, instance, librdkafka, startAt, topics",
        "arrester.yaml:2:3: kafka.bootstrapServers: it is missing; "
          + "set it in the file, as ARRESTER_KAFKA_BOOTSTRAP_SERVERS, or with --bootstrap HOST:PORT",
        "arrester.yaml:3:11: kafka.topics: found \"events\"; write a list: [events]",
        "arrester.yaml:4:12: kafka.startAt: found \"soon\"; write earliest, latest, or how far back, as 70m",
        "arrester.yaml:5:17: kafka.createTopics: found \"yes\"; write true or false",
        "arrester.yaml:6:7: mode: found \"enforced\"; did you mean \"enforce\"? write one of shadow, enforce",
        "arrester.yaml:7:11: sources[0].longestSilence: the key is missing; add it",
        "arrester.yaml:9:5: people[0].roles: the key is missing; add it",
        "arrester.yaml:9:5: people[0].tokenSHA256: the key is missing; add it",
        "arrester.yaml:9:11: people[0].name: found a list; write a text",
      ])
  }

  @Test(
    "a wrong value is refused where it stands",
    arguments: [
      ("  group:\n", "arrester.yaml:4:9: kafka.group: found nothing; write a text"),
      ("  group: ''\n", "arrester.yaml:4:10: kafka.group: found \"\"; write a text"),
      ("  librdkafka: {group.id: x}\n", "arrester.yaml:4:26: kafka.librdkafka.group.id: the property is not free; set kafka.group"),
      ("  librdkafka: {a: {file: c, b: c}}\n", "arrester.yaml:4:29: kafka.librdkafka.a.b: the key is unknown; known here: file"),
      ("  startAt: -5m\n", "arrester.yaml:4:12: kafka.startAt: found \"-5m\"; write earliest, latest, or how far back, as 70m"),
      ("output: {audit: events}\n", "arrester.yaml:4:17: output.audit: \"events\" is the topic of kafka.topics too; give it its own topic"),
      (
        "output: {audit: x, findings: x}\n",
        "arrester.yaml:4:17: output.audit: \"x\" is the topic of output.findings too; give it its own topic"
      ),
      (
        "output: {audit: a/b}\n",
        "arrester.yaml:4:17: output.audit: \"a/b\" is no topic's name; use at most 249 of the characters a-z, A-Z, 0-9, ., - and _"
      ),
      ("output: 5\n", "arrester.yaml:4:9: output: found \"5\"; write a mapping of keys to values"),
      ("mode: enforce\n", "recordKey: it is missing, and mode is enforce; set {file: PATH}, or ARRESTER_RECORD_KEY_FILE"),
      (
        "mode: [{kind: agnet, mode: shadow}]\n",
        "arrester.yaml:4:15: mode[0].kind: found \"agnet\"; did you mean \"agent\"? write one of agent, automation, human, service, unknown, *"
      ),
      ("recordKey: []\n", "arrester.yaml:4:12: recordKey: found no secret; write a text or {file: PATH}"),
      (
        "sources: [{topic: evnts, longestSilence: 1m}]\n",
        "arrester.yaml:4:19: sources[0].topic: \"evnts\" is not among kafka.topics; did you mean \"events\"? name a topic that is read"
      ),
      (
        "sources: [{topic: events, longestSilence: 15}]\n",
        "arrester.yaml:4:43: sources[0].longestSilence: found \"15\"; write a duration such as 45s, 15m or 2h30m (units d, h, m, s, ms)"
      ),
      (
        "enforcers: [{kubernetes: {}, aws: {}}]\n",
        "arrester.yaml:4:13: enforcers[0]: found 2 kinds; name one of kubernetes, aws, webhook, commands"
      ),
      (
        "enforcers: [{webhook: {url: 'https://a/', secrets: [], platforms: [aws]}}]\n",
        "arrester.yaml:4:52: enforcers[0].webhook.secrets: there is none; name one: who receives a command must know that it is ours"
      ),
      (
        "enforcers: [{commands: {topic: t, platforms: [asw]}}]\n",
        "arrester.yaml:4:47: enforcers[0].commands.platforms[0]: found \"asw\"; did you mean \"aws\"? write one of aws, kubernetes, gcp, azure"
      ),
      (
        "enforcers: [{commands: {topic: t, platforms: [aws], propagation: 2h}}]\n",
        "arrester.yaml:4:66: enforcers[0].commands.propagation: it is out of range; write 0s to 1h"
      ),
      (
        "enforcers: [{commands: {topic: t, platforms: [aws], callTimeout: 2h}}]\n",
        "arrester.yaml:4:66: enforcers[0].commands.callTimeout: it is out of range; write 1s to 1h"
      ),
      (
        "alerts: [{slack: {url: u}, webhook: {url: u, secrets: [s]}}]\n",
        "arrester.yaml:4:10: alerts[0]: found 2 forms; name one of slack, pagerDuty, alertmanager, webhook"
      ),
      ("alerts: [{slack: {}}]\n", "arrester.yaml:4:18: alerts[0].slack.url: the key is missing; add it"),
      (
        "alerts: [{webhook: {url: u, secrets: []}}]\n",
        "arrester.yaml:4:38: alerts[0].webhook.secrets: there is none; name one: who receives an alert must know that it is ours"
      ),
      (
        "alerts: [{slack: {url: u, name: Ops Room}}]\n",
        "arrester.yaml:4:33: alerts[0].slack.name: found \"Ops Room\"; write up to 40 of a-z, 0-9 and -"
      ),
      (
        "alerts: [{slack: {url: u, warnings: 1s}}]\n",
        "arrester.yaml:4:37: alerts[0].slack.warnings: it is out of range; write 1m to 24h, or 0s for none"
      ),
      (
        "drill: {principal: p, every: 1m}\nhttp: {}\n",
        "arrester.yaml:4:30: drill.every: it is below 10m; write 10m or longer, as 24h"
      ),
      (
        "drill: {principal: p, every: 1h}\n",
        "arrester.yaml:4:30: drill.every: there is no http; set http, where people see how a drill went, or leave it out"
      ),
      ("http: {failMode: {envoy: shut}}\n", "arrester.yaml:4:26: http.failMode.envoy: found \"shut\"; write one of open, closed"),
      (
        "http: {callers: [{name: a, may: [decide], tokenSHA256: abc}]}\n",
        "arrester.yaml:4:56: http.callers[0].tokenSHA256: found something else than a SHA-256; write 64 hexadecimal characters, as `printf %s TOKEN | sha256sum` prints"
      ),
      ("enforcers: [{aws: on}]\n", "arrester.yaml:4:19: enforcers[0].aws: found \"on\"; write a mapping of keys to values"),
      ("http: {listen: localhost}\n", "arrester.yaml:4:16: http.listen: found \"localhost\"; write HOST:PORT"),
      (
        "people: [{name: a, roles: [viewer], tokenSHA256: abc}]\n",
        "arrester.yaml:4:50: people[0].tokenSHA256: found something else than a SHA-256; write 64 hexadecimal characters, as `printf %s TOKEN | sha256sum` prints"
      ),
    ])
  func wrongValue(yaml: String, expected: String) {
    #expect(messages(smallest + yaml) == [expected])
  }

  @Test(
    "bootstrap servers are host and port, each of them",
    arguments: ["localhost", "a:0", "a:70000", "::1:9092", "a:1,,b:2", "a b:1", ":9092"])
  func bootstrapServers(text: String) {
    let found = messages("kafka: {bootstrapServers: '\(text)', topics: [t]}")
    #expect(found.count == 1 && found[0].hasSuffix("write HOST:PORT, several with commas"))
  }

  @Test("a secret's text is in no message and no description")
  func secrets() throws {
    let yaml = smallest + "  librdkafka: {sasl.password: hunter2}\nrecordKey: hunter2\n"
    let configuration = try load(yaml)
    var dumped = ""
    dump(configuration, to: &dumped)
    #expect(!"\(configuration)".contains("hunter2"))
    #expect(!dumped.contains("hunter2"))
    let variables = ["ARRESTER_KAFKA_LIBRDKAFKA": "a=b,hunter2", "ARRESTER_KAFKA_START_AT": "x"]
    #expect(!messages(smallest, variables).joined().contains("hunter2"))
  }

  @Test("a file with thousands of problems names the first hundred and counts the others")
  func thousands() {
    let found = messages(smallest + (0..<3000).map { "unknown\($0): 1\n" }.joined())
    #expect(found.count == 101)
    #expect(found.last == "2900 more problems; correct those above first")
  }

  @Test("control characters from a file do not reach the terminal")
  func controlCharacters() {
    let found = messages(smallest + "mode: \"\\e[2J\\u202E\"\n").joined()
    #expect(found.contains("\\u{1B}[2J\\u{202E}"))
    #expect(!found.unicodeScalars.contains("\u{1B}"))
  }
}
