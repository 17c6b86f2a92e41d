extension ApiCall {
  /// The removal of something that looks unused, and is not.
  static func unusedThing(_ place: Place, _ random: inout ScenarioRandom) -> ApiCall {
    let name = "\(random.pick(["billing", "search", "media", "partner", "fraud"]))-\(random.hexadecimal(5))"
    let options: [ApiCall] = [
      .deleteVolume(random.identifier("vol")), .deleteFunction(name), .deleteTable(name, place), .deleteLogGroup("/aws/lambda/\(name)"),
      .deleteQueue(name, place), .terminateInstances([random.identifier("i")]),
    ]
    return random.pick(options)
  }
}

extension Story {
  /// A look, and then the removal of some things that look unused.
  mutating func cleanUp(_ count: ClosedRange<Int>, by caller: Caller) {
    look(caller, times: 3...6)
    for _ in 0..<random.integer(count) {
      call(.unusedThing(caller.place, &random), by: caller)
      pause(8...30)
    }
  }
}
