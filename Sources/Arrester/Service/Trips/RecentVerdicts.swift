import ArresterEngine

/// The newest verdicts, warnings too. The findings topic has all of them.
struct RecentVerdicts {
  private var ring: [Verdict] = []
  private var next = 0

  static let most = 1000

  /// Newest last.
  var verdicts: [Verdict] { Array(ring[next...] + ring[..<next]) }

  mutating func add(_ verdict: Verdict) {
    if ring.count < RecentVerdicts.most { return ring.append(verdict) }
    ring[next] = verdict
    next = (next + 1) % RecentVerdicts.most
  }
}
