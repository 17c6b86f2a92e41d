extension Scenario {
  /// As fast as a destroy.
  static let largeApply = Scenario(
    "large-apply", .fine,
    happens:
      "An agent brings a new environment up with `terraform apply`: two hundred changes in two minutes. A launch template, a function "
      + "with its log, a rule and two alarms of before go by the way.",
    reason: "It writes as fast as a destroy does, and a few deletions are part of every apply.",
    decision: "Fine: speed with a handful of deletions among two hundred creations is no runaway."
  ) { story in
    story.begin(atHour: 10, minute: story.random.integer(0...50))
    let agent = story.role("claude-infra-apply", tool: Tool.terraform)
    let environments = ["loyalty-prod", "loyalty-reports", "loyalty-partner"].map { WebEnvironment($0, agent.place, &story.random) }
    for environment in environments { story.refresh(environment, by: agent) }
    story.pause(20...60)
    for environment in environments { story.make(environment.components, by: agent) }
    let group = story.random.identifier("sg")
    let template = story.random.identifier("lt")
    story.burst(
      [
        .createLaunchTemplate(template, name: "loyalty-batch-2"), .deleteLaunchTemplate(story.random.identifier("lt")),
        .revokeIngress(group, port: 8080, from: "10.9.0.0/16"), .authorizeIngress(group, port: 8443, from: "10.9.0.0/16"),
        .deleteAlarms(["loyalty-old-5xx", "loyalty-old-lag"]), .deleteFunction("loyalty-old-mailer"),
        .deleteLogGroup("/aws/lambda/loyalty-old-mailer"),
      ], by: agent, everyMilliseconds: 200...900)
  }
}
