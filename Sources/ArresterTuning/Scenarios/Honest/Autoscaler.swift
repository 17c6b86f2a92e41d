extension Scenario {
  /// Destruction as a trade.
  static let autoscaler = Scenario(
    "autoscaler", .fine,
    happens:
      "In the evening the load goes: a scaling group ends two hundred machines within minutes, and a cluster's controller drains forty nodes "
      + "that it started in the morning.",
    reason: "It is the fastest destruction in the whole company, every day.",
    decision: "Fine: services that act on their own have no breaker. The controller's role is declared to be one.",
    kinds: ["arn:aws:iam::*:role/karpenter-controller=service"]
  ) { story in
    story.begin(atHour: 20, minute: story.random.integer(0...30))
    let group = story.role(
      "AWSServiceRoleForAutoScaling", session: "AutoScaling", account: Account.archive, path: "/aws-service-role/autoscaling.amazonaws.com/"
    ).through("autoscaling.amazonaws.com")
    for _ in 0..<40 {
      story.call(.terminateInstances((0..<5).map { _ in story.random.identifier("i") }), by: group)
      story.pause(2...12)
    }
    story.begin(atHour: 7)
    let controller = story.role("karpenter-controller", session: "karpenter", tool: Tool.karpenter)
    let nodes = (0..<40).map { _ in story.random.identifier("i") }
    for node in nodes {
      story.call(
        .runInstances([node], image: "ami-0f1e2d3c4b5a69788", type: "c7g.xlarge", subnet: story.random.identifier("subnet")), by: controller
      )
      story.pause(1...40)
    }
    story.begin(atHour: 21)
    story.calls(nodes.map { .terminateInstances([$0]) }, by: controller, every: 2...15)
  }
}
