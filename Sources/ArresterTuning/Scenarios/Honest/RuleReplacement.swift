extension Scenario {
  /// Half of all calls delete.
  static let ruleReplacement = Scenario(
    "rule-replacement", .fine,
    happens:
      "An agent replaces rules of security groups and load balancers, and names, after a change of addresses: sixty pairs of taking away and "
      + "putting in.",
    reason: "Half of all its calls delete something, and the same things come again.",
    decision: "Fine: rules, listeners and target groups are routine, and weigh nothing."
  ) { story in
    story.begin(atHour: 11, minute: story.random.integer(0...40))
    let agent = story.role("claude-network-maintenance")
    story.look(agent, times: 6...12)
    for _ in 0..<story.random.integer(8...12) {
      let group = story.random.identifier("sg")
      for port in [443, 5432, 6379] {
        story.calls(
          [.revokeIngress(group, port: port, from: "10.20.0.0/16"), .authorizeIngress(group, port: port, from: "10.24.0.0/14")], by: agent,
          every: 1...4)
      }
    }
    let listener = agent.place.arn("elasticloadbalancing", "listener/app/shop/\(story.random.hexadecimal(16))")
    for priority in 10..<26 {
      func rule() -> String { agent.place.arn("elasticloadbalancing", "listener-rule/app/shop/\(story.random.hexadecimal(16))") }
      story.calls(
        [.deleteRule(rule()), .createRule(rule(), listener: listener, priority: priority, path: "/v\(priority)/*")], by: agent, every: 1...4
      )
    }
    for name in ["api", "static", "admin"] {
      story.calls(
        ["DELETE", "UPSERT"].map { .changeRecord($0, zone: "Z08EXAMPLE", name: "\(name).example.com", value: "shop.elb.amazonaws.com") },
        by: agent, every: 2...6)
    }
  }
}
