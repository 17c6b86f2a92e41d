/// Mean and variance of the calls in some time.
public struct CallRate: Sendable, Equatable {
  public var mean: Double
  public var variance: Double

  public init(mean: Double, variance: Double) {
    self.mean = mean
    self.variance = variance
  }

  /// The same in a window of another length than the bucket that it was learnt in.
  ///
  /// A longer window is a sum of buckets that know nothing of each other. A shorter one takes its share of a rate that is the same all
  /// over the bucket: what is left of a negative binomial if each call stays with that chance is one too, with mean f m and
  /// variance f m + f² (v - m). Work that comes in bursts exceeds that, so the limit errs to the lower side.
  func over(_ seconds: Int, bucketSeconds: Int) -> CallRate {
    let share = Double(seconds) / Double(bucketSeconds)
    guard share < 1 else { return CallRate(mean: share * mean, variance: share * variance) }
    return CallRate(mean: share * mean, variance: share * mean + share * share * max(0, variance - mean))
  }

  /// The smallest count that is reached with a chance below `alpha`, by the negative binomial of this mean and variance; where the
  /// variance is not above the mean, by Poisson. 1 where nothing is ever called.
  ///
  /// From the most likely count outwards by the ratio of neighbours, so that nothing underflows, and with IEEE's basic operations
  /// alone: no library's logarithm or power, so the same on every machine.
  /// - Complexity: O(standard deviation); bounded by `CallRate.mostTerms`.
  func limit(alpha: Double) -> Int {
    guard mean > 0 else { return 1 }
    let terms = CallRate.Terms(self)
    let mode = terms.mode
    var total = 1.0
    var term = 1.0
    var count = mode
    while count > 0, term > total * CallRate.negligible {
      term /= terms.ratio(after: count - 1)
      total += term
      count -= 1
    }
    term = 1
    count = mode
    // Behind the last term a geometric series is left, of less than variance / mean times that term.
    let rest = max(1, variance / mean)
    while count - mode < CallRate.mostTerms, term * rest > total * alpha * CallRate.negligible {
      term *= terms.ratio(after: count)
      total += term
      count += 1
    }
    return CallRate.firstBelow(alpha * total, from: count, term, terms)
  }

  /// From the far end back until so much lies above.
  private static func firstBelow(_ wanted: Double, from last: Int, _ lastTerm: Double, _ terms: Terms) -> Int {
    var (count, term, above) = (last, lastTerm, 0.0)
    while count > 0 {
      above += term
      if above >= wanted { return count + 1 }
      term /= terms.ratio(after: count - 1)
      count -= 1
    }
    return 1
  }

  /// Next to what is there already.
  private static let negligible = 1e-9
  private static let mostTerms = 1_000_000

  /// How likely a count is, next to the one before it.
  private struct Terms {
    private let size: Double
    private let share: Double
    private let poissonMean: Double?
    let mode: Int

    init(_ rate: CallRate) {
      let excess = rate.variance - rate.mean
      poissonMean = excess > rate.mean * 1e-9 ? nil : rate.mean
      size = poissonMean == nil ? rate.mean * rate.mean / excess : 0
      share = poissonMean == nil ? excess / rate.variance : 0
      let peak = poissonMean ?? (size - 1) * excess / rate.mean
      mode = max(0, Int(min(peak, 1e9)))
    }

    /// p(count + 1) / p(count).
    func ratio(after count: Int) -> Double {
      if let poissonMean { return poissonMean / Double(count + 1) }
      return (Double(count) + size) / Double(count + 1) * share
    }
  }
}
