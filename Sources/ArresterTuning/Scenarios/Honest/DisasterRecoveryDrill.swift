extension Scenario {
  /// A removal that is not young any more, and planned.
  static let disasterRecoveryDrill = Scenario(
    "disaster-recovery-drill", .fine,
    happens:
      "An agent rehearses the loss of a region: it brings the application up in another one from last night's snapshots, lets it run for two "
      + "hours, and takes all of it away.",
    reason: "Seventy resources go at once, too late to be young; the region is one where nobody else works.",
    decision: "Fine: two people planned it for that afternoon."
  ) { story in
    story.begin(atHour: 13, minute: story.random.integer(5...25))
    let agent = story.role("claude-recovery-drill", region: "eu-north-1", tool: Tool.terraform)
    story.plan(
      "recovery-drill", for: agent,
      PlannedAllowance(
        scopes: [Account.production], changes: 500, destroyed: 120, minutes: 13 * 60...17 * 60,
        reason: "The yearly rehearsal in eu-north-1, with the tear-down."))
    let environment = WebEnvironment("checkout-drill", agent.place, &story.random)
    story.make(environment.network + environment.access, by: agent)
    let snapshot = "rds:checkout-prod-db-\(story.random.hexadecimal(6))"
    story.calls(
      [
        .copyDatabaseSnapshot("checkout-drill-copy", from: snapshot),
        .restoreDatabase("checkout-drill-restored", agent.place, from: "checkout-drill-copy"),
      ],
      by: agent, every: 240...500)
    story.make(environment.data + environment.entry + environment.services + environment.functions, by: agent)
    story.pause(6600...7800)
    story.calls(
      [
        .deleteDatabase("checkout-drill-restored", agent.place, lastSnapshot: "checkout-drill-last"),
        .deleteDatabaseSnapshot("checkout-drill-copy", agent.place),
      ], by: agent, every: 5...20)
    story.remove(environment.components, by: agent)
  }
}
