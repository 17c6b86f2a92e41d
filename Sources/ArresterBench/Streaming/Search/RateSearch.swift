/// Looks for the highest rate that is sustained: climbs until a rate is not, then halves the gap between the two.
///
/// ```
/// rate    20k   40k   80k   160k       120k   140k   130k
///         yes   yes   yes   no         yes    no     yes       best 130k, and 140k was too much
/// ```
struct RateSearch: Equatable {
  enum Step: Equatable {
    /// Try this rate next.
    case attempt(Int)
    /// The best rate that was sustained (nil: none) and the lowest that was not (nil: the limit of the search was).
    case done(best: Int?, failed: Int?)
  }

  private(set) var best: Int?
  private(set) var failed: Int?
  private let first: Int
  private let maximum: Int
  private var attempts = 0

  /// The gap at which the answer is good enough, as a share of the best rate.
  static let precision = 0.05
  /// Below this nobody cares, and the search ends.
  static let leastRate = 100
  private static let growth = 2
  private static let maximumAttempts = 24

  /// - Parameters:
  ///   - first: where to begin.
  ///   - maximum: a rate that is not exceeded, whatever is sustained.
  init(first: Int, maximum: Int) {
    self.maximum = max(RateSearch.leastRate, maximum)
    self.first = min(max(RateSearch.leastRate, first), self.maximum)
  }

  /// What to try first, or next.
  var step: Step {
    guard attempts < RateSearch.maximumAttempts else { return .done(best: best, failed: failed) }
    switch (best, failed) {
    case (nil, nil): return .attempt(first)
    case (nil, let failed?):
      let isLeast = failed <= RateSearch.leastRate
      return isLeast ? .done(best: nil, failed: failed) : .attempt(max(RateSearch.leastRate, failed / 2))
    case (let best?, nil): return best >= maximum ? .done(best: best, failed: nil) : .attempt(min(maximum, best * RateSearch.growth))
    case (let best?, let failed?):
      let isClose = Double(failed - best) <= RateSearch.precision * Double(best) || failed - best <= 1
      return isClose ? .done(best: best, failed: failed) : .attempt((best + failed) / 2)
    }
  }

  /// Notes what became of a rate.
  mutating func note(rate: Int, isSustained: Bool) {
    attempts += 1
    if isSustained { best = max(best ?? 0, rate) } else { failed = min(failed ?? .max, rate) }
    // A machine is noisy: a rate below the best one may fail afterwards. The lower answer is the safe one.
    if let best, let failed, best >= failed { self.best = nil }
  }
}
