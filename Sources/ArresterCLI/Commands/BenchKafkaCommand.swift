import ArresterBench

/// `arrester bench kafka`: what a deployment carries, how late its decisions come, and which part is the limit.
enum BenchKafkaCommand {
  static func run(_ parsed: ParsedOptions) throws -> CommandStatus {
    var options = try BenchStreamSettings.options(parsed)
    options.topic = parsed.string("topic")
    options.findingsTopic = parsed.string("findings") ?? options.findingsTopic
    options.startsService = parsed.flag("serve")
    options.rate = try rate(parsed) ?? options.rate
    let checked = try BenchStreamSettings.checked(options, parsed)
    let model = try ModelOptions.load(parsed)
    return try BenchStreamSettings.run(parsed) { progress, shouldStop in
      try KafkaBench.run(checked, model: model, progress: progress, shouldStop: shouldStop)
    }
  }

  private static func rate(_ parsed: ParsedOptions) throws -> StreamBenchOptions.Rate? {
    guard let text = parsed.string("rate") else { return nil }
    if text == "max" { return .maximum }
    guard let rate = Int(text), (1...10_000_000).contains(rate) else {
      throw UsageError(
        found: "--rate is '\(text)'", expected: "write events a second, as in 20000, or max", command: parsed.command.name)
    }
    return .perSecond(rate)
  }
}
