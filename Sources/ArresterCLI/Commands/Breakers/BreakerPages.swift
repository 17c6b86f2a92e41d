import Arrester

/// What people are shown.
enum BreakerPages {
  static func list(_ breakers: [BreakerAnswer]) -> String {
    guard !breakers.isEmpty else { return "No breaker is in such a state." }
    var table = TextTable(header: ["ID", "STATE", "MODE", "KIND", "PRINCIPAL", "SCOPE", "SINCE", "WHY"])
    for breaker in breakers {
      table.append([
        breaker.id, breaker.state, breaker.mode, breaker.kind, PrintedName.line(breaker.principal), PrintedName.line(breaker.scope),
        breaker.since, why(breaker),
      ])
    }
    return table.text
  }

  static func requests(_ requests: [RequestAnswer]) -> String {
    guard !requests.isEmpty else { return "Nothing is asked for." }
    var table = TextTable(header: ["ID", "STATE", "WHAT", "ABOUT", "BY", "APPROVED", "EXPIRES", "REASON"])
    for request in requests {
      let approved = "\(request.approvals.count) of \(request.approvalsNeeded)"
      table.append([
        request.id, request.state, request.what, about(request), PrintedName.line(request.requester), approved, request.expiresAt,
        PrintedName.line(request.reason),
      ])
    }
    return table.text
  }

  static func plans(_ plans: [PlanAnswer]) -> String {
    guard !plans.isEmpty else { return "No change is planned." }
    var table = TextTable(header: ["ID", "FROM", "UNTIL", "AGAIN", "CHANGES", "DESTROYED", "PRINCIPAL", "ACTIONS", "SCOPES", "APPROVED BY"])
    for plan in plans {
      table.append([
        plan.id, plan.from, plan.endedAt.map { "ended \($0)" } ?? plan.until, plan.repeat ?? "-", String(plan.maximumChanges),
        String(plan.maximumDestroyed), PrintedName.line(plan.principal), globs(plan.actions), globs(plan.scopes),
        PrintedName.line(plan.approvedBy),
      ])
    }
    return table.text
  }

  static func show(_ shown: BreakerNames.Shown) -> String {
    let breaker = shown.breaker
    var rows = [
      ("breaker", breaker.id), ("principal", breaker.principal), ("kind", breaker.kind), ("platform", breaker.platform),
      ("scope", breaker.scope), ("state", "\(breaker.state) since \(breaker.since)"), ("mode", breaker.mode),
    ]
    if let trip = breaker.trip { rows.append(("trip", "\(trip.id), rule \(trip.rule), at \(trip.time)")) }
    if let suppressed = breaker.suppressed { rows.append(("not acted on", "trip \(suppressed.trip.id): \(suppressed.reason)")) }
    if let hold = breaker.hold { rows.append(("hold", hold.running ? "until \(hold.until)" : "ended \(hold.until)")) }
    if let probation = breaker.probation { rows.append(("probation", "\(probation.writes) writes, until \(probation.until)")) }
    if let exemptUntil = breaker.exemptUntil { rows.append(("exempt", "until \(exemptUntil)")) }
    for enforcer in breaker.enforcers { rows.append(("enforcer", "\(enforcer.name): \(enforcer.status)")) }
    let lines = rows.map { row in
      "\(row.0)\(String(repeating: " ", count: 14 - row.0.count))\(PrintedName.line(row.1))"
    }
    return (lines + (shown.requests.isEmpty ? [] : ["", requests(shown.requests)])).joined(separator: "\n")
  }

  /// What came of an act, and what there is to do next.
  static func act(_ act: ActAnswer) -> [String] {
    let request = act.request
    let what = "\(request.what)\(about(request).isEmpty ? "" : " of \(about(request))")"
    guard act.recorded else { return ["\(request.id): \(what) is accepted, and not in the audit log yet"] }
    switch request.state {
    case "pending":
      let missing = request.approvalsNeeded - request.approvals.count
      return [
        "\(request.id): \(what) waits for \(missing == 1 ? "one other person" : "\(missing) others") until \(request.expiresAt)",
        "They run: arrester breakers approve \(request.id)",
      ]
    case "granted": return ["\(request.id): \(what) is granted, and not carried out yet"]
    default:
      let note = request.end.map { $0.note.isEmpty ? "" : " (\(PrintedName.line($0.note)))" } ?? ""
      return ["\(request.id): \(what) is \(request.state)\(note)"]
    }
  }

  private static func about(_ request: RequestAnswer) -> String {
    let asked = request.asked
    if let action = asked.action { return PrintedName.line("\(action) on \(asked.resource ?? "") by \(request.requester)") }
    let name = request.breaker?.principal ?? asked.plan?.principal ?? asked.planId ?? asked.hash ?? ""
    return PrintedName.line(name) + (asked.until.map { " until \($0)" } ?? "")
  }

  private static func why(_ breaker: BreakerAnswer) -> String {
    if let exemptUntil = breaker.exemptUntil { return "until \(exemptUntil)" }
    if let suppressed = breaker.suppressed { return "\(suppressed.trip.rule), not acted on: \(suppressed.reason)" }
    return breaker.trip?.rule ?? "-"
  }

  private static func globs(_ globs: [String]) -> String { globs.isEmpty ? "*" : PrintedName.line(globs.joined(separator: " ")) }
}
