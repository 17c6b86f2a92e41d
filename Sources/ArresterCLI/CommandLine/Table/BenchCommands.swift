/// Load-testing the parts and the whole.
extension CommandTable {
  static let benchDecode = CommandDescription(
    name: "bench decode", summary: "measures decoding beside bare simdjson, a copy of the bytes and the structural index alone",
    options: [SharedOptions.model] + BenchOptionTable.shared,
    arguments: benchFiles,
    example: "arrester bench decode --duration 10s --report decode.html",
    notes: [BenchOptionTable.reading])

  static let benchFiles = ArgumentDescription(
    name: "FILE", least: 0, most: nil,
    summary: "event files, folders of them, or - for standard input, as replay reads them (default: generated CloudTrail records)")
}

/// Options that every `bench` command takes, each described once.
enum BenchOptionTable {
  static let shared = [
    OptionDescription(
      name: "duration", value: .duration(words: []), summary: "measures for this long, over all repetitions (default: 10s)"),
    OptionDescription(
      name: "repetitions", value: .integer("N", 1...1000), summary: "measures everything this many times in turn (default: 5)"),
    OptionDescription(
      name: "seed", value: .integer("N", 0...Int.max), summary: "of what is generated: the same seed, the same events (default: 1)"),
    OptionDescription(name: "json", summary: "prints one JSON object instead of a table"),
    OptionDescription(name: "report", value: .text("FILE"), summary: "writes a self-contained HTML page"),
  ]

  static let reading =
    "What is compared is measured in the same run, in turn, in processor time; ranges are those of the repetitions. Numbers of "
    + "different runs, or of a busy machine, say little: ratios say more."
}
