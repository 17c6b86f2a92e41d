/// Commands about models.
extension CommandTable {
  static let modelCheck = CommandDescription(
    name: "model check", summary: "validates a model and says everything that is wrong with it",
    arguments: ArgumentDescription(name: "FILE", least: 0, summary: "the model (default: the one that comes with Arrester)"),
    example: "arrester model check models/default.json")

  static let modelExplain = CommandDescription(
    name: "model explain", summary: "says what an action counts as, and by which rule",
    options: [SharedOptions.model, OptionDescription(name: "json", summary: "prints one JSON object a line")],
    arguments: ArgumentDescription(name: "ACTION", most: nil, summary: "actions as the platform names them"),
    example: "arrester model explain rds:DeleteDBInstance")
}
