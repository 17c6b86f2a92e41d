/// The command that writes and judges scenarios.
extension CommandTable {
  static let simulate = CommandDescription(
    name: "simulate", summary: "writes labelled event files of agents going wrong, and of hard but honest work",
    options: [
      OptionDescription(name: "out", value: .text("DIR"), summary: "the folder to write: event files, labels, plans, a README"),
      OptionDescription(name: "all", summary: "every scenario"),
      OptionDescription(name: "seed", value: .integer("N", 0...Int.max), summary: "the same seed writes the same bytes (default: 1)"),
      OptionDescription(
        name: "scale", value: .text("S"), summary: "ordinary work beside them: 1 is some sixty principals over a day, 0 none (default: 1)"),
      OptionDescription(name: "date", value: .text("YYYY-MM-DD"), summary: "the day, UTC, on which it happens (default: 2026-01-05)"),
      OptionDescription(name: "list", summary: "lists the scenarios: what happens, and what must be decided"),
      OptionDescription(
        name: "scoreboard", summary: "writes nothing; runs them through the pipeline and says what was detected, after how much damage"),
      OptionDescription(name: "seeds", value: .integer("N", 1...1000), summary: "how many seeds --scoreboard runs (default: 10)"),
      SharedOptions.model,
      OptionDescription(name: "json", summary: "prints --list and --scoreboard as JSON"),
    ],
    arguments: ArgumentDescription(name: "SCENARIO", least: 0, most: nil, summary: "names, as --list gives them"),
    example: "arrester simulate --all --seed 7 --out scenarios",
    notes: [
      "The README in the folder holds the replay command with the declared kinds and the planned changes that the scenarios suppose.",
      "--model is for --scoreboard: the files do not depend on it.",
    ])
}
