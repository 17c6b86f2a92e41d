import CBenchmark

/// A benchmark while it runs.
struct BenchmarkState {
  fileprivate let native: OpaquePointer

  /// Runs `body` for batches of `count` iterations until Google Benchmark has seen enough.
  /// - Returns: how many iterations that were.
  @discardableResult
  func measure(batch count: Int, _ body: () -> UInt64) -> Int {
    var iterations = 0
    while benchmark_keep_running_batch(native, Int64(count)) {
      benchmark_keep(body())
      iterations += count
    }
    return iterations
  }

  func reportBytes(_ bytes: Int) { benchmark_set_bytes(native, Int64(bytes)) }

  func report(_ name: String, _ value: Double) { benchmark_set_counter(native, name, value) }

  /// Ends the benchmark without a result.
  func fail(_ reason: String) { benchmark_fail(native, reason) }
}

/// One named piece of work to measure.
final class Benchmark {
  private let name: String
  private let isRealTime: Bool
  private let body: (BenchmarkState) -> Void

  /// - Parameters:
  ///   - isRealTime: measure elapsed time: for bodies with threads of their own.
  ///   - body: prepares, calls `measure` once, reports. Called several times, each for another number of iterations.
  init(_ name: String, isRealTime: Bool = false, _ body: @escaping (BenchmarkState) -> Void) {
    self.name = name
    self.isRealTime = isRealTime
    self.body = body
  }

  /// Hands it to Google Benchmark, which calls it until the process ends: so it is never released.
  func register() {
    let context = Unmanaged.passRetained(self).toOpaque()
    benchmark_register(
      name,
      { state, context in
        guard let state, let context else { return }
        Unmanaged<Benchmark>.fromOpaque(context).takeUnretainedValue().body(BenchmarkState(native: state))
      }, context, isRealTime)
  }
}
