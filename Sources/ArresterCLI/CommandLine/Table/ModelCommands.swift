/// Commands about models.
extension CommandTable {
  static let modelCheck = CommandDescription(
    name: "model check", summary: "validates a model and says everything that is wrong with it",
    arguments: ArgumentDescription(name: "FILE", least: 0, summary: "the model (default: the one that comes with Arrester)"),
    example: "arrester model check models/default.json")

  static let modelExplain = CommandDescription(
    name: "model explain",
    summary: "says what an action counts as, and by which rule; without one, what a model's limits mean",
    options: [SharedOptions.model, OptionDescription(name: "json", summary: "prints one JSON object a line")],
    arguments: ArgumentDescription(name: "ACTION", least: 0, most: nil, summary: "actions as the platform names them"),
    example: "arrester model explain rds:DeleteDBInstance")

  static let modelDiff = CommandDescription(
    name: "model diff", summary: "says what differs between two models, in words: what is looser, and what is tighter",
    options: [OptionDescription(name: "json", summary: "prints one JSON object")],
    arguments: ArgumentDescription(name: "MODEL", least: 2, most: 2, summary: "the one in force, then the next"),
    example: "arrester model diff models/default.json tuned.json")

  static let modelApprove = CommandDescription(
    name: "model approve",
    summary: "asks that a looser model or configuration be accepted, or agrees to it",
    options: [BreakerCommandTable.reason] + BreakerCommandTable.access,
    arguments: ArgumentDescription(name: "HASH", summary: "as the refusal of the start or reload names it"),
    example: "arrester model approve --reason tuned sha256:0f1e2d",
    notes: ["Two people have to agree. The next start or SIGHUP then takes it; compare the hash with that of the refusal."])
}
