/// Commands that read event files.
extension CommandTable {
  static let load = CommandDescription(
    name: "load", summary: "puts event files into a Kafka topic, keyed by principal",
    options: [
      OptionDescription(name: "bootstrap", value: .text("HOST:PORT"), isRequired: true, summary: "the Kafka cluster"),
      OptionDescription(name: "topic", value: .text("NAME"), isRequired: true, summary: "the topic to write"),
      OptionDescription(name: "rate", value: .integer("N", 1...100_000_000), summary: "at most this many records a second"),
      SharedOptions.model,
    ],
    arguments: eventFiles,
    example: "arrester load --bootstrap 127.0.0.1:9092 --topic events trail/*.json.gz",
    notes: [
      "Each inner record goes by itself, its bytes unchanged. What cannot be read goes without a key, so that serve counts it. What is too "
        + "large for the topic is listed, and the exit status is 1."
    ])

  static let replay = CommandDescription(
    name: "replay", summary: "says what would have happened, from event files",
    options: [
      SharedOptions.model, SharedOptions.kind,
      OptionDescription(
        name: "restore-after", value: .duration(words: ["never"]),
        summary: "supposes that a tripped breaker is closed this long after its trip (default: at the end of its hold, as in shadow)"),
      OptionDescription(
        name: "shards", value: .integer("N", 1...256), summary: "threads that score; the verdicts are the same with any number"),
      OptionDescription(name: "as-arrived", summary: "keeps the order of the files instead of ordering events by time"),
      SharedOptions.planned,
      OptionDescription(name: "json", summary: "prints one JSON object a line instead of a table"),
      SharedOptions.summary,
      OptionDescription(
        name: "report", value: .text("FILE"), isRepeated: true,
        summary: "writes what was found: a page that opens without a network (FILE.html), or the same facts (FILE.json)"),
      OptionDescription(name: "csv", value: .text("DIR"), isRepeated: true, summary: "writes the same facts as tables into a folder"),
      OptionDescription(name: "fail-on-trip", summary: "leaves with exit status 3 where anything tripped"),
    ],
    arguments: eventFiles,
    example: "arrester replay --kind '*=agent' trail/",
    notes: [
      "--kind '*=agent' asks: what if every principal were an agent?",
      "Stopped by SIGINT or SIGTERM it judges what it has read, says that this is a part, and leaves with exit status 1; a second signal ends "
        + "it at once.",
    ])

  static let eventFiles = ArgumentDescription(
    name: "FILE", most: nil,
    summary: "event files, folders of them, or - for standard input: JSON Lines, {\"Records\": […]}, arrays; plain or gzip")
}
