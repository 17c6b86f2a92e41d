/// What `bench decide` is told. The defaults are here and nowhere else.
public struct DecideBenchOptions: Sendable {
  /// Breakers that are open in the table that is asked.
  public var openBreakers = 1000
  /// Callers that ask at the same time.
  public var threads = 2
  /// Of each repetition of each row.
  public var durationSeconds = 1.0
  public var repetitions = 5
  /// Tables that are swapped in each second, as trips do, while callers ask.
  public var swapsPerSecond = 100
  public var seed: UInt64 = 1
  /// As it was typed, for the report.
  public var commandLine = ""

  public init() {}

  /// - Throws: `BenchError` with the first thing that is wrong, and what would be right.
  public func check() throws {
    guard openBreakers >= 0, openBreakers <= 1_000_000 else { throw BenchError("--open is a number of breakers, at most 1000000") }
    guard threads >= 1, threads <= 256 else { throw BenchError("--threads is between 1 and 256") }
    guard durationSeconds > 0, repetitions >= 1 else { throw BenchError("--duration and --repetitions must be above 0") }
    guard swapsPerSecond >= 1, swapsPerSecond <= 100_000 else { throw BenchError("--swaps is between 1 and 100000 a second") }
  }
}
