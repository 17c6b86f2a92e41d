import ArresterBench

/// `arrester bench latency`: from produce to the decision call that denies.
enum BenchLatencyCommand {
  static func run(_ parsed: ParsedOptions) throws -> CommandStatus {
    var options = try BenchStreamSettings.options(parsed)
    options.startsService = true
    if let rate = parsed.integer("rate") { options.rate = .perSecond(rate) }
    let checked = try BenchStreamSettings.checked(options, parsed)
    let model = try ModelOptions.load(parsed)
    return try BenchStreamSettings.run(parsed) { progress, shouldStop in
      try LatencyBench.run(checked, model: model, progress: progress, shouldStop: shouldStop)
    }
  }
}
