import ArresterBench
import Foundation

/// `arrester bench decide`: how fast the decision endpoint answers.
enum BenchDecideCommand {
  static func run(_ parsed: ParsedOptions) throws -> CommandStatus {
    let options = try options(parsed)
    do { try options.check() } catch let error as BenchError { throw usage(error.description, parsed) }
    let model = try ModelOptions.load(parsed)
    return try BenchStreamSettings.run(parsed) { progress, shouldStop in
      try DecideBench.run(options, model: model, progress: progress, shouldStop: shouldStop)
    }
  }

  private static func options(_ parsed: ParsedOptions) throws -> DecideBenchOptions {
    let shared = try BenchSettings.options(parsed)
    var options = DecideBenchOptions()
    options.commandLine = shared.commandLine
    options.seed = shared.seed
    options.repetitions = shared.repetitions
    options.durationSeconds = shared.durationSeconds
    options.openBreakers = parsed.integer("open") ?? options.openBreakers
    options.threads = parsed.integer("threads") ?? options.threads
    options.swapsPerSecond = parsed.integer("swaps") ?? options.swapsPerSecond
    options.connections = parsed.integer("connections") ?? options.connections
    options.rate = try rate(parsed) ?? options.rate
    options.service = try service(parsed)
    return options
  }

  private static func rate(_ parsed: ParsedOptions) throws -> StreamBenchOptions.Rate? {
    guard let text = parsed.string("rate") else { return nil }
    if text == "max" { return .maximum }
    guard let rate = Int(text), (1...10_000_000).contains(rate) else {
      throw UsageError(
        found: "--rate is '\(text)'", expected: "write requests a second, as in 5000, or max", command: parsed.command.name)
    }
    return .perSecond(rate)
  }

  private static func service(_ parsed: ParsedOptions) throws -> RunningService? {
    guard let address = parsed.string("address") else {
      if parsed.string("token-file") == nil { return nil }
      throw usage("--token-file is for a running service; write its --address too", parsed)
    }
    guard let path = parsed.string("token-file") else {
      throw usage("a running service asks for a token; write --token-file FILE", parsed)
    }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw usage("--token-file \(path) cannot be read; write the path of a text file", parsed)
    }
    do { return try RunningService(address: ServiceAddress(address), tokenText: text) } catch { throw usage(error.description, parsed) }
  }

  private static func usage(_ problem: String, _ parsed: ParsedOptions) -> UsageError {
    UsageError(found: problem, expected: "see --help", command: parsed.command.name)
  }
}
