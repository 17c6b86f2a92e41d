import ArresterBreaker

extension AuditEntry {
  /// What a person (or for a staged action an agent) did, refused attempts too.
  init(_ act: PersonAct) {
    let isRefused = act.kind != .carryOut && act.outcome.contains(": ")
    self.init(
      act.kind == .ask ? .intent : .result, AuditEntry.action(act), by: act.person.isEmpty ? .instance("") : .person(act.person),
      key: act.key, request: act.request, at: act.at, outcome: act.kind == .ask && !isRefused ? nil : isRefused ? .failure : .success,
      detail: [act.asked, act.reason, act.outcome].filter { !$0.isEmpty }.joined(separator: "; "))
  }

  private static func action(_ act: PersonAct) -> AuditAction {
    switch act.kind {
    case .ask, .wouldAsk: .asked
    case .approve: .approved
    case .refuse, .lapse: .refused
    case .withdraw: .withdrew
    case .adopt: .configurationLoaded
    case .carryOut: carriedOut[act.asked] ?? .approved
    }
  }

  private static let carriedOut: [String: AuditAction] = [
    "enforce": .enforced, "dismiss": .dismissed, "restore": .restored, "forceOpen": .forced, "liftForced": .forcedLifted,
    "exempt": .exempted, "extend": .extended, "halt": .halted, "resume": .resumed, "plannedChange": .planned,
    "endPlannedChange": .planned, "loosening": .postureApproved,
  ]
}
