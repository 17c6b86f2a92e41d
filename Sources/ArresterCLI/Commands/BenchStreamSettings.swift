import Arrester
import ArresterBench

/// What `bench kafka` and `bench latency` are told.
enum BenchStreamSettings {
  static func options(_ parsed: ParsedOptions) throws -> StreamBenchOptions {
    var options = StreamBenchOptions()
    options.commandLine = BenchSettings.commandLine
    options.bootstrap = parsed.string("bootstrap")
    options.properties = try properties(parsed)
    options.partitions = parsed.integer("partitions") ?? options.partitions
    options.durationSeconds = seconds("duration", parsed) ?? options.durationSeconds
    options.warmUpSeconds = seconds("warm-up", parsed) ?? options.warmUpSeconds
    options.lingerMilliseconds = try BenchSettings.number("linger", in: 0...1000, parsed) ?? options.lingerMilliseconds
    options.traffic = try traffic(parsed)
    return options
  }

  /// Checks everything before anything is started: what is wrong here is wrong usage.
  static func checked(_ options: StreamBenchOptions, _ parsed: ParsedOptions) throws -> StreamBenchOptions {
    do { try options.check() } catch let error as BenchError {
      throw UsageError(found: error.description, expected: "see --help", command: parsed.command.name)
    }
    return options
  }

  /// Runs a measurement with progress on a terminal; Ctrl-C ends it with what was seen until then.
  static func run(
    _ parsed: ParsedOptions, _ measure: (_ progress: @escaping (String) -> Void, _ shouldStop: @escaping () -> Bool) throws -> BenchReport
  ) throws -> CommandStatus {
    StopFlag.install()
    let progress = BenchProgressLine()
    let result = Result { try measure(progress.update) { StopFlag.isSet } }
    progress.finish()
    try BenchSettings.finish(try result.get(), parsed)
    return .done
  }

  static func seconds(_ name: String, _ parsed: ParsedOptions) -> Double? {
    guard case .nanoseconds(let nanoseconds) = parsed.duration(name) else { return nil }
    return Double(nanoseconds) / 1e9
  }

  private static func traffic(_ parsed: ParsedOptions) throws -> TrafficOptions {
    var traffic = TrafficOptions()
    traffic.principals = parsed.integer("principals") ?? traffic.principals
    traffic.skew = try BenchSettings.number("skew", in: 0...5, parsed) ?? traffic.skew
    traffic.lateShare = try BenchSettings.number("late", in: 0...1, parsed) ?? traffic.lateShare
    traffic.tripsPerSecond = try BenchSettings.number("trips", in: 0...1000, parsed) ?? traffic.tripsPerSecond
    traffic.seed = parsed.integer("seed").map { UInt64($0) } ?? traffic.seed
    return traffic
  }

  private static func properties(_ parsed: ParsedOptions) throws -> [String: String] {
    var properties: [String: String] = [:]
    for text in parsed.strings("property") {
      guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
        throw UsageError(
          found: "--property \(text)", expected: "write KEY=VALUE, as in security.protocol=SSL", command: parsed.command.name)
      }
      properties[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
    return properties
  }
}
