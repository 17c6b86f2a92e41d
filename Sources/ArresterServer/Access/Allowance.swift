import ArresterBase
import Synchronization

/// How often something may happen: at `perSecond` on average, `burst` at once.
public struct Rate: Sendable, Equatable {
  public var perSecond: Double
  public var burst: Double

  public init(perSecond: Double, burst: Double) {
    self.perSecond = perSecond
    self.burst = burst
  }

  var interval: Int64 { Int64(Double(Timestamp.nanosecondsPerSecond) / perSecond) }
  var tolerance: Int64 { Int64(Double(Timestamp.nanosecondsPerSecond) / perSecond * burst) }
}

/// A token bucket as the generic cell rate algorithm keeps it (ITU-T I.371): one word, the time at which the bucket will be full again.
enum CellRate {
  /// - Returns: the new word, or how many nanoseconds to wait.
  static func take(_ full: Int64, rate: Rate, now: Int64) -> Result<Int64, CellRateExceeded> {
    let next = max(full, now) + rate.interval
    let wait = next - now - rate.tolerance
    return wait > 0 ? .failure(CellRateExceeded(nanoseconds: wait)) : .success(next)
  }
}

struct CellRateExceeded: Error { var nanoseconds: Int64 }

/// One caller's bucket. Any thread, no lock.
final class Allowance: Sendable {
  private let full = Atomic<Int64>(0)

  /// - Returns: nil if it may, else how many nanoseconds to wait.
  func take(_ rate: Rate, now: Int64) -> Int64? {
    var before = full.load(ordering: .relaxed)
    while true {
      switch CellRate.take(before, rate: rate, now: now) {
      case .failure(let exceeded): return exceeded.nanoseconds
      case .success(let after):
        let (exchanged, original) = full.weakCompareExchange(expected: before, desired: after, ordering: .relaxed)
        if exchanged { return nil }
        before = original
      }
    }
  }
}

/// The buckets of all callers, by name.
final class CallerAllowances: Sendable {
  /// Callers of the directory are few; names that a verifier takes out of tokens may be many.
  static let maximumCallers = 100_000

  private let rate: Rate
  private let byName = Mutex<[String: Allowance]>([:])

  init(_ rate: Rate) { self.rate = rate }

  /// - Returns: nil if the caller may go on, else how many nanoseconds to wait.
  func take(_ name: String, now: Int64) -> Int64? {
    let allowance = byName.withLock { byName in
      if let known = byName[name] { return known }
      // Forgotten buckets are full ones.
      if byName.count >= CallerAllowances.maximumCallers { byName.removeAll() }
      let new = Allowance()
      byName[name] = new
      return new
    }
    return allowance.take(rate, now: now)
  }
}
