import ArresterBase

/// How long to wait before the next try. `chance` is uniform in 0..<1 and given, so that tests need no luck.
struct Pauses: Sendable {
  let settings: EnforcementSettings

  /// Exponential backoff with full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015): uniform between nothing and
  /// min(maximum, first × 2^(failures-1)). What the other side asked for is the least, up to the slow retry.
  /// - Parameter failures: transient ones in a row, from 1.
  func backoff(failures: Int, chance: Double, retryAfterNanoseconds: Int64?) -> Int64 {
    let maximum = EnforcementSettings.nanoseconds(settings.maximumBackoffSeconds)
    var longest = settings.firstBackoffMilliseconds * 1_000_000
    var doublings = failures - 1
    while doublings > 0, longest < maximum {
      longest *= 2
      doublings -= 1
    }
    let jittered = Int64(Double(min(longest, maximum)) * chance)
    return max(jittered, min(max(0, retryAfterNanoseconds ?? 0), settings.slowRetryNanoseconds))
  }

  /// Within a tenth of the interval, so that a thousand orders of one storm do not come back in one second for ever.
  func slowRetry(chance: Double) -> Int64 { Pauses.near(settings.slowRetrySeconds, chance) }

  func reconcile(chance: Double) -> Int64 { Pauses.near(settings.reconcileSeconds, chance) }

  private static func near(_ seconds: Int64, _ chance: Double) -> Int64 {
    Int64(Double(EnforcementSettings.nanoseconds(seconds)) * (0.9 + 0.2 * chance))
  }
}
