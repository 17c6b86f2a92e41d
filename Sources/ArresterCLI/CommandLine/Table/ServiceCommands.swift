/// The service, and its demonstration.
extension CommandTable {
  static let demo = CommandDescription(
    name: "demo", summary: "shows the whole thing in one process, in under a minute",
    options: [OptionDescription(name: "hold", summary: "keeps it running at the end, until Ctrl-C")],
    example: "arrester demo",
    notes: [
      "An agent deletes and recreates an environment on an embedded Kafka cluster; the breaker opens, the agent's writes are denied, and a "
        + "person restores it. Nothing outside the process is touched."
    ])

  static let serve = CommandDescription(
    name: "serve", summary: "runs the service: Kafka in; decisions, findings, breakers and audit out",
    options: [
      OptionDescription(
        name: "configuration", value: .text("FILE"), summary: "the YAML file; flags beat the environment, which beats it",
        variable: "ARRESTER_CONFIGURATION"),
      OptionDescription(
        name: "bootstrap", value: .text("HOST:PORT"), summary: "the Kafka cluster", configurationKey: "kafka.bootstrapServers"),
      OptionDescription(
        name: "topic", value: .text("NAME"), isRepeated: true, summary: "a topic to read", configurationKey: "kafka.topics"),
      OptionDescription(name: "group", value: .text("NAME"), summary: "the consumer group", configurationKey: "kafka.group"),
      serveModel, SharedOptions.kind,
      OptionDescription(name: "check", summary: "checks the configuration as a whole, says what is wrong with it, and leaves"),
      OptionDescription(
        name: "until-end", summary: "stops at the end offsets seen at the start; findings and the summary are its only output"),
      SharedOptions.planned, SharedOptions.summary,
      OptionDescription(
        name: "health-file", value: .text("FILE"), summary: "touched again and again while the service is well",
        variable: "ARRESTER_HEALTH_FILE"),
    ],
    example: "arrester serve --bootstrap 127.0.0.1:9092 --topic events",
    notes: [
      "Every key of the configuration has its variable: kafka.bootstrapServers is ARRESTER_KAFKA_BOOTSTRAP_SERVERS.",
      "SIGTERM drains what was read, commits and leaves. --until-end begins at the earliest offsets in a new group, with empty latches "
        + "and baselines, and never calls an enforcer: for back-filling, what-if and measuring.",
    ])

  private static let serveModel: OptionDescription = {
    var option = SharedOptions.model
    option.configurationKey = "model"
    return option
  }()
}
