import Arrester
import ArresterBase
import Synchronization

/// Callers that ask as fast as they can.
struct AskingRun {
  private let load: DecisionLoad
  private let threads: Int
  /// Calls between two looks at the clock.
  private static let batch = 1024

  init(_ load: DecisionLoad, threads: Int) {
    self.load = load
    self.threads = threads
  }

  /// Of all callers together.
  /// - Throws: `BenchError` where an answer is wrong.
  func callsPerSecond(_ seconds: Double) throws -> Double {
    let rates = Mutex(0.0)
    let callers = (0..<threads).map { number in
      NamedThread("bench-ask") { [load] in
        let rate = AskingRun.ask(load, first: number * 97, nanoseconds: Int64(seconds * 1e9))
        guard let rate else { throw BenchError("the decision call gave wrong answers; nothing was measured") }
        rates.withLock { $0 += rate }
      }
    }
    for caller in callers { try caller.join(seconds: seconds + 30) }
    return rates.withLock(\.self)
  }

  /// nil where not half of the calls were denied.
  private static func ask(_ load: DecisionLoad, first: Int, nanoseconds: Int64) -> Double? {
    let start = SystemClock.monotonic()
    var calls = 0
    var denied = 0
    var now = start
    while now - start < nanoseconds {
      for index in 0..<batch {
        let principal = load.principals[(first + calls + index) % load.principals.count]
        if !load.snapshot.decide(principal: principal).isAllowed { denied += 1 }
      }
      calls += batch
      now = SystemClock.monotonic()
    }
    let expected = load.board.decisions.principalCount > 0 ? calls / 2 : 0
    return denied == expected ? Double(calls) * 1e9 / Double(now - start) : nil
  }
}
