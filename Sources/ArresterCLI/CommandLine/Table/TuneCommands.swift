/// The command that fits a model.
extension CommandTable {
  static let tune = CommandDescription(
    name: "tune", summary: "fits thresholds to replayed events, and shows what each choice costs",
    options: [
      OptionDescription(
        name: "labels", value: .text("FILE"), isRequired: true,
        summary: "what ought to be decided about whom; what no label covers is fine"),
      SharedOptions.model,
      OptionDescription(name: "out", value: .text("MODEL"), summary: "writes the recommended model"),
      OptionDescription(name: "report", value: .text("FILE.html"), summary: "writes one page with all that was found"),
      OptionDescription(name: "json", summary: "prints one JSON object instead of tables"),
      OptionDescription(
        name: "max-false-trips-per-day", value: .text("N"), summary: "the budget of wrong trips: within it the least damage is wanted"),
      OptionDescription(
        name: "max-blast", value: .integer("N", 0...Int.max),
        summary: "the budget of damage: resources destroyed before the trip, summed over what is harmful"),
      SharedOptions.kind, SharedOptions.planned,
      OptionDescription(
        name: "split", value: .text("PART"), summary: "the first part of the time, which is fitted on; the rest judges (default: 0.7)"),
    ],
    arguments: eventFiles,
    example: "arrester tune --labels scenarios/labels.json --out tuned.json scenarios",
    notes: [
      "Limits of the kind agent are tried: each alone, then pairs of those that matter most. A ceiling marked \"fixed\": true in the model is never raised.",
      "--kind and --planned must say what they said in the replay that was labelled. docs/tuning.md goes the whole way.",
    ])
}
