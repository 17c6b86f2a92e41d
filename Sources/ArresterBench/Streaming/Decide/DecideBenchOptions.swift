/// What `bench decide` is told. The defaults are here and nowhere else.
public struct DecideBenchOptions: Sendable {
  /// Breakers that are open in the table that is asked.
  public var openBreakers = 1000
  /// Callers that ask at the same time in this process.
  public var threads = 2
  /// Asking over HTTP, over all repetitions; the call in this process is measured for a fraction of it besides.
  public var durationSeconds = 10.0
  public var repetitions = 5
  /// Tables that are swapped in each second, as trips do, while callers ask in this process.
  public var swapsPerSecond = 100
  /// Of requests over HTTP.
  public var rate = StreamBenchOptions.Rate.perSecond(5000)
  /// Each with one request at a time.
  public var connections = 16
  /// Whom to ask; nil: an endpoint of its own, in this process.
  public var service: RunningService?
  public var seed: UInt64 = 1
  /// Principals that are asked about in turn.
  var principals = 4096
  /// As it was typed, for the report.
  public var commandLine = ""

  /// More do not fit into what is waited for.
  static let maximumConnections = 500

  public init() {}

  /// - Throws: `BenchError` with the first thing that is wrong, and what would be right.
  public func check() throws {
    guard openBreakers >= 0, openBreakers <= 1_000_000 else { throw BenchError("--open is a number of breakers, at most 1000000") }
    guard threads >= 1, threads <= 256 else { throw BenchError("--threads is between 1 and 256") }
    guard durationSeconds > 0, repetitions >= 1 else { throw BenchError("--duration and --repetitions must be above 0") }
    guard swapsPerSecond >= 1, swapsPerSecond <= 100_000 else { throw BenchError("--swaps is between 1 and 100000 a second") }
    guard (1...DecideBenchOptions.maximumConnections).contains(connections) else {
      throw BenchError("--connections is between 1 and \(DecideBenchOptions.maximumConnections)")
    }
    if case .perSecond(let rate) = rate, !(1...10_000_000).contains(rate) {
      throw BenchError("--rate is between 1 and 10000000 requests a second, or max")
    }
  }

  /// Of each row in this process, of each repetition.
  var inProcessSeconds: Double { durationSeconds / Double(repetitions) / 10 }

  var stretchSeconds: Double { durationSeconds / Double(repetitions) }
}
