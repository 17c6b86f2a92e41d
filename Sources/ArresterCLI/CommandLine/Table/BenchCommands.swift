import ArresterBench

/// Load-testing the parts and the whole.
extension CommandTable {
  static let benchDecode = CommandDescription(
    name: "bench decode", summary: "measures decoding beside bare simdjson, a copy of the bytes and the structural index alone",
    options: [SharedOptions.model] + BenchOptionTable.shared,
    arguments: benchFiles,
    example: "arrester bench decode --duration 10s --report decode.html",
    notes: [BenchOptionTable.reading])

  static let benchScore = CommandDescription(
    name: "bench score", summary: "measures scoring beside random cache misses, and what a principal takes of memory",
    options: [
      OptionDescription(
        name: "principals", value: .text("N,…"),
        summary: "a run with so many principals; several show how the cost grows (default: 100000)"),
      OptionDescription(
        name: "skew", value: .text("NUMBER"), summary: "of the Zipf distribution over principals; 0 makes them alike (default: 0.99)"),
      OptionDescription(
        name: "late", value: .text("SHARE"), summary: "a run with this share of events up to 600 s late, beside one without"),
      OptionDescription(
        name: "deletions", value: .text("SHARE"), summary: "a run with this share of deletions, beside one without"),
      OptionDescription(
        name: "attack", value: .word("NAME", ScoringAttack.allCases.map(\.rawValue)), summary: "a run under attack, beside one without"),
      SharedOptions.model,
    ] + BenchOptionTable.shared,
    example: "arrester bench score --principals 1000,100000,1000000",
    notes: [
      "Attacks: " + ScoringAttack.allCases.map { "\($0.rawValue): \($0.summary)" }.joined(separator: "; ") + ".",
      "A million principals take about a gigabyte, as much again for the cache misses, and half a minute until their windows are full.",
      BenchOptionTable.reading,
    ])

  static let benchPipeline = CommandDescription(
    name: "bench pipeline", summary: "measures decoding, admission and scoring from memory, part by part, on one core and on several",
    options: [
      OptionDescription(name: "lanes", value: .integer("N", 2...256), summary: "held against one (default: 2)"),
      SharedOptions.model, SharedOptions.kind,
    ] + BenchOptionTable.shared,
    arguments: benchFiles,
    example: "arrester bench pipeline --lanes 2 --report pipeline.html",
    notes: [
      "The records are read again and again, each time with later times and identifiers of their own. Allocations are counted in a pass of "
        + "its own, by redirecting malloc for that long.",
      BenchOptionTable.reading,
    ])

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
