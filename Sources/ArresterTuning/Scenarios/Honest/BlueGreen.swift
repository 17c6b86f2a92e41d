extension Scenario {
  /// A release that takes its predecessor away.
  static let blueGreen = Scenario(
    "blue-green", .fine,
    happens:
      "An agent brings the new colour of an application up beside the old one, moves the traffic over in steps, waits, and takes the old colour "
      + "away: services, a target group, alarms.",
    reason: "What it takes away was made by an earlier release, so it is not its own; and it takes it away all at once.",
    decision: "Fine: as many things are made as go, and what goes is little."
  ) { story in
    story.begin(atHour: 9, minute: story.random.integer(0...40))
    let agent = story.role("claude-release-manager")
    story.look(agent, times: 6...12)
    let balancing = "elasticloadbalancing"
    func arn(_ what: String) -> String { agent.place.arn(balancing, "\(what)/\(story.random.hexadecimal(16))") }
    let listener = arn("listener/app/shop")
    let vpc = story.random.identifier("vpc")
    let (blue, green) = (arn("targetgroup/shop-blue"), arn("targetgroup/shop-green"))
    story.call(.createTargetGroup(green, name: "shop-green", vpc: vpc), by: agent)
    for service in ["web", "worker"] {
      story.calls(
        [
          .registerTask("shop-\(service)", agent.place, revision: 77),
          .createService("\(service)-green", cluster: "shop", agent.place, desired: 4),
          .putAlarm("shop-\(service)-green-5xx", threshold: 10), .putAlarm("shop-\(service)-green-lag", threshold: 100),
        ], by: agent, every: 2...8)
    }
    for _ in 0..<3 {
      story.pause(120...300)
      story.look(agent, times: 2...5)
      story.call(.modifyListener(listener, group: green), by: agent)
    }
    story.pause(900...1500)
    story.look(agent, times: 3...8)
    for service in ["web", "worker"] {
      story.calls(
        [
          .updateService("\(service)-blue", cluster: "shop", desired: 0),
          .deleteService("\(service)-blue", cluster: "shop", isForced: false),
          .deleteAlarms(["shop-\(service)-blue-5xx", "shop-\(service)-blue-lag"]),
        ], by: agent, every: 4...20)
    }
    story.calls([.deleteTargetGroup(blue)], by: agent, every: 2...8)
  }
}
