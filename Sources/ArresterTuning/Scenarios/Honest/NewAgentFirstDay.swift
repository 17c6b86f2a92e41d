extension Scenario {
  /// Nobody knows it yet.
  static let newAgentFirstDay = Scenario(
    "new-agent-first-day", .fine,
    happens:
      "An agent that nobody has seen before gets its first tasks: it reads for hours, meets many refusals, makes some functions, takes two of its "
      + "mistakes back, and removes three old things that it was asked to remove.",
    reason: "There is no history to hold it against, and a new principal that is refused a lot looks like a break-in.",
    decision: "Fine: it is declared to be an agent, and stays far from every limit.",
    kinds: ["arn:aws:iam::*:role/ops-helper=agent"]
  ) { story in
    story.begin(atHour: 8, minute: story.random.integer(0...30))
    let agent = story.role("ops-helper")
    for task in 0..<story.random.integer(9...13) {
      story.look(agent, times: 15...45, every: 0...6)
      for _ in 0..<story.random.integer(0...5) {
        let wanted: [ApiCall] = [.putParameter("/task/\(task)"), .stopInstances([story.random.identifier("i")])]
        story.call(story.random.pick(wanted), by: agent, error: .accessDenied(isExplicit: false))
        story.pause(3...15)
      }
      let name = "helper-\(task)"
      story.calls(
        [.createLogGroup("/aws/lambda/\(name)"), .createFunction(name, agent.place), .putSchedule(name, agent.place)], by: agent,
        every: 4...20)
      if task % 5 == 2 { story.calls([.deleteFunction(name), .createFunction(name, agent.place)], by: agent, every: 20...90) }
      if task % 4 == 3 { story.calls([.unusedThing(agent.place, &story.random)], by: agent, every: 5...20) }
      story.pause(600...2400)
    }
  }
}
