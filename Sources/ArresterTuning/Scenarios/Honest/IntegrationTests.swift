extension Scenario {
  /// Delete and recreate, all day, of what is its own.
  static let integrationTests = Scenario(
    "integration-tests", .fine,
    happens:
      "Every half hour a coding agent runs the integration tests: they make an environment, use it for some minutes, and take it away again, under "
      + "the same names each time.",
    reason: "The same databases and queues are deleted and made again, run after run: it looks like `delete-and-recreate`, all day.",
    decision: "Fine: what a principal made within the hour it may take away, and make again."
  ) { story in
    let agent = story.role("claude-integration-tests", account: Account.sandbox, tool: Tool.terraform)
    for run in 0..<8 {
      story.begin(atHour: 8 + run / 2, minute: run % 2 * 30)
      var session = story.renewed(agent, session: "run-\(story.random.integer(10_000...99_999))")
      session.address = agent.address
      let environment = WebEnvironment("it-orders", agent.place, &story.random)
      let parts = environment.network + environment.data + environment.functions
      story.make(parts, by: session)
      story.pause(240...480)
      story.look(session, times: 10...20, every: 0...2)
      story.remove(parts, by: session)
    }
  }
}
