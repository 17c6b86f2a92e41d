import ArresterBench

/// `arrester bench decide`: how fast the decision call answers.
enum BenchDecideCommand {
  static func run(_ parsed: ParsedOptions) throws -> CommandStatus {
    let shared = try BenchSettings.options(parsed)
    var options = DecideBenchOptions()
    options.commandLine = shared.commandLine
    options.seed = shared.seed
    options.repetitions = shared.repetitions
    options.openBreakers = parsed.integer("open") ?? options.openBreakers
    options.threads = parsed.integer("threads") ?? options.threads
    options.swapsPerSecond = parsed.integer("swaps") ?? options.swapsPerSecond
    // Two rows are repeated, and the one with swaps is not.
    options.durationSeconds = shared.durationSeconds / Double(2 * options.repetitions + 1)
    return try BenchStreamSettings.run(parsed) { progress, shouldStop in
      try DecideBench.run(options, progress: progress, shouldStop: shouldStop)
    }
  }
}
