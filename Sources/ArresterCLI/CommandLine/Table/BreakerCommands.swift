/// The operator's side, against a running service.
extension CommandTable {
  static let breakers: [CommandDescription] =
    [
      BreakerCommandTable.list, BreakerCommandTable.show, BreakerCommandTable.open,
      BreakerCommandTable.about("enforce", "acts on a held or capped trip"),
      BreakerCommandTable.about("dismiss", "drops a held trip"),
      BreakerCommandTable.about(
        "restore", "asks to give a principal its permissions back, on probation",
        notes: ["Another person has to agree; before the hold has ended, two others."]),
      BreakerCommandTable.about("lift", "asks to end a forced opening", notes: ["Another person has to agree."]),
      BreakerCommandTable.about("extend", "moves the end of a running hold later", isTimed: true),
      BreakerCommandTable.about(
        "exempt", "asks to let a principal through until a time", isTimed: true, notes: ["Another person has to agree."]),
    ] + BreakerCommandTable.requests + BreakerCommandTable.others
}

/// What the commands of `arrester breakers` take, each part described once.
enum BreakerCommandTable {
  static let access = [
    OptionDescription(
      name: "address", value: .text("URL"), summary: "the service (default: http://127.0.0.1:8181)", variable: "ARRESTER_ADDRESS"),
    OptionDescription(
      name: "token-file", value: .text("FILE"), summary: "your token; where no file is named, it is taken from ARRESTER_TOKEN",
      variable: "ARRESTER_TOKEN_FILE"),
    OptionDescription(name: "ca", value: .text("FILE"), summary: "the authorities to trust, in PEM, instead of the system's"),
    OptionDescription(name: "json", summary: "prints what the service answers, as JSON"),
  ]

  static let reason = OptionDescription(
    name: "reason", value: .text("TEXT"), isRequired: true, summary: "why, in a sentence; it goes into the audit log")

  private static let trip = OptionDescription(
    name: "trip", value: .text("ID"), summary: "the trip that you have seen: where the breaker has another by now, nothing is asked")

  static let end = [
    OptionDescription(name: "until", value: .text("TIME"), summary: "its end, as 2026-01-02T03:04:05Z"),
    OptionDescription(name: "for", value: .duration(words: []), summary: "its end, from now"),
  ]

  private static let platform = OptionDescription(
    name: "platform", value: .word("NAME", ["aws", "kubernetes", "gcp", "azure"]), summary: "where its events come from")
  private static let kind = OptionDescription(
    name: "kind", value: .word("KIND", ["agent", "automation", "human", "service", "unknown"]), summary: "what it is taken for")

  private static let breaker = ArgumentDescription(
    name: "BREAKER", summary: "its identifier or the beginning of one, its trip, or its principal where only one breaker has that")

  static let list = CommandDescription(
    name: "breakers list", summary: "lists the breakers that are not closed",
    options: [
      OptionDescription(name: "all", summary: "closed ones too"),
      OptionDescription(
        name: "state",
        value: .word(
          "STATE",
          ["closed", "tripping", "open", "openUnenforced", "probation", "capped", "held", "forcedOpen", "exempt"]),
        summary: "only those in this state"),
      platform, kind,
      OptionDescription(name: "principal", value: .text("NAME"), summary: "only those of exactly this principal"),
    ] + access,
    example: "arrester breakers list --state open")

  static let show = CommandDescription(
    name: "breakers show", summary: "shows a breaker, with what is asked about it", options: access, arguments: breaker,
    example: "arrester breakers show b-1f2e3d")

  static let open = CommandDescription(
    name: "breakers open", summary: "denies all writes of a principal at once",
    options: [
      reason, trip, platform, kind,
      OptionDescription(
        name: "scope", value: .text("NAME"), summary: "the account, cluster, project or subscription that it belongs to"),
    ] + access,
    arguments: breaker,
    example: "arrester breakers open --reason runaway arn:aws:iam::111122223333:role/deploy-agent",
    notes: [
      "A principal that never tripped has no breaker yet: name it in full, with --platform, --scope and --kind. * in it is no glob."
    ])

  /// One that is about a breaker that is there.
  static func about(_ word: String, _ summary: String, isTimed: Bool = false, notes: [String] = []) -> CommandDescription {
    CommandDescription(
      name: "breakers \(word)", summary: summary, options: [reason] + (isTimed ? end : []) + [trip] + access, arguments: breaker,
      example: "arrester breakers \(word) --reason drill\(isTimed ? " --for 2h" : "") b-1f2e3d", notes: notes)
  }
}
