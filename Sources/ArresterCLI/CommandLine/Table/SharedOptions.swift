/// Options that several commands take, each described once.
enum SharedOptions {
  static let kind = OptionDescription(
    name: "kind", value: .pair("GLOB", words: ["agent", "automation", "human", "service", "unknown"]), isRepeated: true,
    summary: "declares what principals are, before the model's own rules, for this run")

  static let planned = OptionDescription(
    name: "planned", value: .text("FILE"), summary: "changes that were approved before they began: what they cover is counted apart")

  static let summary = OptionDescription(
    name: "summary", value: .text("FILE"), summary: "writes what was counted as one JSON object at the end")

  static let model = OptionDescription(
    name: "model", value: .text("FILE"), summary: "the model: limits, rules and tables (default: the one that comes with Arrester)")
}
