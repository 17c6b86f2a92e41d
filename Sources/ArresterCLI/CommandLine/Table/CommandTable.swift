/// Every command of `arrester`. A new one is one more entry here and its body in the dispatcher.
enum CommandTable {
  static let all: [CommandDescription] =
    [demo, serve, load, replay, tune, simulate, modelCheck, modelExplain, modelDiff, modelApprove] + breakers
    + [auditVerify, auditKeygen]
    + [benchDecode, benchScore, benchPipeline, benchKafka, benchLatency, benchDecide, completions, version]

  static let completions = CommandDescription(
    name: "completions", summary: "prints a completion script for a shell",
    arguments: ArgumentDescription(name: "SHELL", summary: "bash"),
    example: "source <(arrester completions bash)")

  static let version = CommandDescription(
    name: "version", summary: "prints the version of Arrester and of the libraries under it", example: "arrester version")
}
