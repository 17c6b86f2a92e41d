@testable import ArresterEngine

/// The latch of section 5, as it reads.
struct NaiveLatch {
  var trips = 0
  var isTripped = false
  var endsAt: Int64?
  var restoredAt: Int64?
  private var hold = 0

  mutating func trip(at time: Int64, _ policy: HoldPolicy, _ restoration: HoldPolicy.Restoration) {
    trips += 1
    isTripped = true
    if let restoredAt {
      let cleanDays = Int((time - restoredAt) / 86_400_000_000_000)
      hold = max(0, hold + 1 - cleanDays)
    }
    switch restoration {
    case .never: endsAt = nil
    case .after(let nanoseconds): endsAt = time + nanoseconds
    case .atEndOfHold:
      var seconds = policy.firstSeconds
      for _ in 0..<hold { seconds = min(policy.maximumSeconds, seconds * 2) }
      endsAt = time + Int64(seconds) * 1_000_000_000
    }
  }

  mutating func restore(at time: Int64) {
    isTripped = false
    endsAt = nil
    restoredAt = max(restoredAt ?? .min, time)
  }
}
