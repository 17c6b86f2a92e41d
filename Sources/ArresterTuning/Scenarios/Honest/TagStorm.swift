extension Scenario {
  /// Fast and everywhere.
  static let tagStorm = Scenario(
    "tag-storm", .fine,
    happens:
      "An agent puts the new cost centre on everything that it finds: a thousand tags in eight regions, within a quarter of an hour.",
    reason: "It is fast, and it is everywhere: two signals are met at once.",
    decision: "Fine: two signals confirm each other only where something was destroyed."
  ) { story in
    story.begin(atHour: 14, minute: story.random.integer(0...40))
    let agent = story.role("claude-tagging")
    for region in Region.busy.prefix(8) {
      let agent = agent.at(region)
      story.look(agent, times: 3...6, every: 0...1)
      for index in 0..<story.random.integer(110...140) {
        let calls: [ApiCall] = [
          .createTags(story.random.identifier("i"), key: "cost-centre", value: "4711"),
          .createTags(story.random.identifier("vol"), key: "cost-centre", value: "4711"),
          .tagFunction("function-\(index)", agent.place, key: "cost-centre", value: "4711"),
          .tagBucket("bucket-\(index)-\(region)", key: "cost-centre", value: "4711"),
        ]
        story.call(story.random.pick(calls), by: agent)
        story.pause(milliseconds: 200...1400)
      }
    }
  }
}
