extension Scenario {
  /// Much is read, nothing is changed.
  static let consoleReader = Scenario(
    "console-reader", .fine,
    happens: "Somebody looks for a lost machine in the console: every page asks seventeen regions at once, for a quarter of an hour.",
    reason: "Hundreds of calls in seventeen regions within seconds. Whoever counts calls or regions stops a person who changes nothing.",
    decision: "Fine: reads count in nothing, however many there are and wherever they go."
  ) { story in
    story.begin(atHour: 10, minute: story.random.integer(0...40))
    let person = story.person("ines.moreau@example.com", "ReadOnlyAccess")
    for _ in 0..<story.random.integer(18...26) {
      let reads = (0..<story.random.integer(2...4)).map { _ in story.random.pick(ApiCall.reads) }
      for region in Region.all {
        story.burst(reads, by: person, in: region, everyMilliseconds: 2...40)
      }
      story.pause(10...60)
    }
  }
}
