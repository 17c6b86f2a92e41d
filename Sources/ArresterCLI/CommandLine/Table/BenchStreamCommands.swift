/// Load-testing the way from Kafka to the decision.
extension CommandTable {
  static let benchKafka = CommandDescription(
    name: "bench kafka",
    summary: "offers events to Kafka on a fixed schedule: how late decisions come, and why",
    options: [
      cluster,
      OptionDescription(
        name: "topic", value: .text("NAME"),
        summary: "the topic that is written (default: one of its own, removed at the end; required against a running service)"),
      OptionDescription(
        name: "findings", value: .text("NAME"), summary: "where the running service writes its findings (default: arrester.findings)"),
      OptionDescription(name: "serve", summary: "starts a service in this process instead of working against a running one"),
      OptionDescription(
        name: "rate", value: .text("N|max"), summary: "events a second, or max: whatever is sustained, searched for (default: 20000)"),
    ] + traffic,
    example: "arrester bench kafka --bootstrap 127.0.0.1:9092 --serve --rate max --report kafka.html",
    notes: [
      "With --bootstrap alone it works against a running service, whose topic and findings it needs to know. With --serve it starts its own. "
        + "Without --bootstrap both are in this process, on librdkafka's embedded cluster, which keeps 5 MB a partition.",
      scheduleNote,
      "With --rate max each rate is offered for --duration; a rate is sustained where the backlog neither grows nor stays long. Ctrl-C ends "
        + "it with a report of what was seen until then. Agents of its own trip at a steady rate: their breakers stay open in a running "
        + "service until their hold ends or a person restores them.",
    ])

  static let benchLatency = CommandDescription(
    name: "bench latency", summary: "measures the way from produce to the decision call that denies, step by step",
    options: [
      cluster,
      OptionDescription(
        name: "rate", value: .integer("N", 1...10_000_000), summary: "events a second that are offered meanwhile (default: 20000)"),
    ] + traffic,
    example: "arrester bench latency --bootstrap 127.0.0.1:9092 --rate 20000 --duration 60s --trips 20",
    notes: [
      "Runs a service in this process, in enforce mode, and asks its decision call about each agent until it is denied. Then the same again "
        + "with scoring switched off, as the comparison.",
      scheduleNote,
    ])

  static let benchDecide = CommandDescription(
    name: "bench decide", summary: "measures how fast the decision endpoint answers over HTTP, and the decision alone in process",
    options: [
      OptionDescription(
        name: "rate", value: .text("N|max"), summary: "requests a second, or max: as many as it answers (default: 5000)"),
      OptionDescription(
        name: "connections", value: .integer("N", 1...500), summary: "kept open, with one request at a time on each (default: 16)"),
      OptionDescription(
        name: "address", value: .text("URL"),
        summary: "asks a running service, as http://127.0.0.1:8181 (default: an endpoint of its own in this process, with one thread)"),
      OptionDescription(
        name: "token-file", value: .text("FILE"), summary: "holds the token that the running service lets ask for decisions"),
      OptionDescription(name: "open", value: .integer("N", 0...1_000_000), summary: "breakers that are open (default: 1000)"),
      OptionDescription(
        name: "threads", value: .integer("N", 1...256), summary: "callers that ask at the same time in this process (default: 2)"),
      OptionDescription(
        name: "swaps", value: .integer("N", 1...100_000),
        summary: "trips a second that swap the table in, while it is asked in this process (default: 100)"),
      SharedOptions.model,
    ] + BenchOptionTable.shared,
    example: "arrester bench decide --rate 5000 --connections 16 --duration 30s",
    notes: [
      "Plain HTTP/1.1: TLS is not measured. --duration is asked over HTTP; the decision alone is measured in the same run for a fraction of "
        + "it besides, and is what the rest is held against. A running service is asked about principals named bench-agent-N.",
      scheduleNote,
      "With --rate max there is no schedule: each connection asks anew when it was answered, and latencies count from when it asked.",
    ])

  private static let cluster = OptionDescription(
    name: "bootstrap", value: .text("HOST:PORT"), summary: "the Kafka cluster (default: an embedded one in this process)")

  /// What both offer, and how.
  private static let traffic: [OptionDescription] =
    [
      OptionDescription(
        name: "partitions", value: .integer("N", 1...10_000), summary: "of the topic that is made (default: 4)"),
      OptionDescription(name: "principals", value: .integer("N", 1...10_000_000), summary: "of the background (default: 10000)"),
      OptionDescription(name: "skew", value: .text("X"), summary: "how much more the busiest do: Zipf's exponent, 0 to 5 (default: 0.99)"),
      OptionDescription(
        name: "late", value: .text("SHARE"), summary: "of events that are up to ten minutes old when they come (default: 0)"),
      OptionDescription(
        name: "trips", value: .text("N"), summary: "agents a second that delete until they trip, so that there are decisions (default: 10)"),
      OptionDescription(
        name: "linger", value: .text("MILLISECONDS"),
        summary: "how long the generator waits for a batch to fill (default: 1; librdkafka's is 5)"),
      OptionDescription(
        name: "warm-up", value: .duration(words: []), summary: "offered before, and not measured (default: 2s)"),
      OptionDescription(
        name: "property", value: .text("KEY=VALUE"), isRepeated: true, summary: "anything else for librdkafka, as security.protocol=SSL"),
      OptionDescription(name: "duration", value: .duration(words: []), summary: "measures for this long at each rate (default: 20s)"),
      SharedOptions.model,
    ] + BenchOptionTable.shared.filter { !["duration", "repetitions"].contains($0.name) }

  private static let scheduleNote =
    "The schedule is fixed: every latency counts from when an event was due, never from when it was sent, so that no stall hides."
}
