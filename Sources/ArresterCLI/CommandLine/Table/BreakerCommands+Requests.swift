/// Requests, plans, manifests, halts and drills.
extension BreakerCommandTable {
  private static let request = ArgumentDescription(name: "REQUEST", summary: "its identifier, as r-1f2e3d4c5b6a")

  static let requests = [
    CommandDescription(
      name: "breakers requests", summary: "lists what is asked for and not decided, the newest first",
      options: [
        OptionDescription(name: "all", summary: "those that have ended too"),
        OptionDescription(
          name: "state", value: .word("STATE", ["pending", "granted", "refused", "withdrawn", "expired", "done", "stale"]),
          summary: "only those that stand at this"),
      ] + access,
      example: "arrester breakers requests"),
    CommandDescription(
      name: "breakers approve", summary: "agrees to what another person asks for", options: access, arguments: request,
      example: "arrester breakers approve r-1f2e3d4c5b6a"),
    CommandDescription(
      name: "breakers refuse", summary: "says no to what another person asks for", options: [reason] + access, arguments: request,
      example: "arrester breakers refuse --reason unclear r-1f2e3d4c5b6a"),
    CommandDescription(
      name: "breakers withdraw", summary: "takes your own request back", options: access, arguments: request,
      example: "arrester breakers withdraw r-1f2e3d4c5b6a"),
  ]

  static let others = [plan, plans, endPlan, manifest, halt, resume, drill]

  private static let plan = CommandDescription(
    name: "breakers plan", summary: "asks for a window in which a principal's changes are counted apart",
    options: [
      reason,
      OptionDescription(
        name: "action", value: .text("GLOB"), isRepeated: true, summary: "actions that it covers (default with --scope: all)"),
      OptionDescription(
        name: "scope", value: .text("GLOB"), isRepeated: true, summary: "accounts, clusters or projects (default with --action: all)"),
      OptionDescription(
        name: "changes", value: .integer("N", 1...1_000_000), isRequired: true, summary: "more calls than this trip it"),
      OptionDescription(
        name: "destroyed", value: .integer("N", 0...10_000), isRequired: true, summary: "more destroyed resources than this trip it"
      ),
      OptionDescription(
        name: "from", value: .text("TIME"), isRequired: true,
        summary: "its beginning, as 2026-01-02T03:04:05Z or so long from now (30m); it has to be approved before"),
      OptionDescription(name: "until", value: .text("TIME"), summary: "its end"),
      OptionDescription(name: "for", value: .duration(words: []), summary: "its end, from its beginning"),
      OptionDescription(name: "repeat", value: .word("WORD", ["daily", "weekly"]), summary: "it comes again"),
      OptionDescription(name: "repeat-until", value: .text("TIME"), summary: "until when it comes again"),
      OptionDescription(
        name: "one-strike", value: .text("ACTION"), isRepeated: true, summary: "an action of the one-strike list that is expected too"),
    ] + access,
    arguments: ArgumentDescription(name: "PRINCIPAL", summary: "exactly this one"),
    example: "arrester breakers plan --reason move --scope dev --changes 9 --destroyed 4 --from 30m --for 2h ci",
    notes: ["Another person has to agree before it begins."])

  private static let plans = CommandDescription(
    name: "breakers plans", summary: "lists planned changes that were approved", options: access, example: "arrester breakers plans")

  private static let endPlan = CommandDescription(
    name: "breakers end-plan", summary: "ends a planned change before its time", options: [reason] + access,
    arguments: ArgumentDescription(name: "PLAN", summary: "its identifier"),
    example: "arrester breakers end-plan --reason over r-1f2e3d4c5b6a")

  private static let manifest = CommandDescription(
    name: "breakers manifest", summary: "prints what a trip's principal destroyed, and how people may bring it back",
    options: [
      OptionDescription(
        name: "format", value: .word("FORMAT", ["markdown", "html", "json"]), summary: "how it is written (default: markdown)")
    ] + access,
    arguments: ArgumentDescription(name: "TRIP", summary: "the trip's identifier, or the breaker that it is open for"),
    example: "arrester breakers manifest --format html b-1f2e3d")

  private static let halt = CommandDescription(
    name: "breakers halt", summary: "keeps new trips from acting, for 4 h at most", options: [reason] + access,
    example: "arrester breakers halt --reason false-alarm", notes: ["Existing denies stay. Everybody is paged."])

  private static let resume = CommandDescription(
    name: "breakers resume", summary: "ends a halt", options: [reason] + access, example: "arrester breakers resume --reason understood")

  private static let drill = CommandDescription(
    name: "breakers drill", summary: "begins a drill with the canary of the configuration, or tells how it is doing, and once how it ended",
    options: access,
    example: "arrester breakers drill")
}
