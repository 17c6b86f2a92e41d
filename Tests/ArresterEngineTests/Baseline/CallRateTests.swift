import Testing

@testable import ArresterEngine

@Suite("What calls are ordinary")
struct CallRateTests {
  struct Known: Sendable {
    var mean: Double
    var variance: Double
    var alpha: Double
    /// The smallest count that is reached with a chance below alpha: scipy 1.x, `nbinom(m²/(v-m), m/v).sf` and `poisson(m).sf`.
    var limit: Int
  }

  private static let known = [
    Known(mean: 4, variance: 30, alpha: 1e-6, limit: 88), Known(mean: 40, variance: 400, alpha: 1e-6, limit: 210),
    Known(mean: 12.5, variance: 12.5, alpha: 1e-6, limit: 34), Known(mean: 0.3, variance: 0.3, alpha: 1e-3, limit: 4),
    Known(mean: 75, variance: 1400, alpha: 1e-6, limit: 396), Known(mean: 3, variance: 2, alpha: 1e-4, limit: 12),
    Known(mean: 0.5, variance: 20, alpha: 1e-6, limit: 292), Known(mean: 900, variance: 30_000, alpha: 1e-6, limit: 1971),
    Known(mean: 3000, variance: 3000, alpha: 1e-9, limit: 3335), Known(mean: 6000, variance: 90_000, alpha: 1e-3, limit: 6970),
  ]

  @Test("the limit is the negative binomial's, and Poisson's where the variance is not above the mean", arguments: known)
  func limit(_ known: Known) {
    #expect(CallRate(mean: known.mean, variance: known.variance).limit(alpha: known.alpha) == known.limit)
  }

  @Test("of nobody who ever called the first call is out of the ordinary")
  func nothing() { #expect(CallRate(mean: 0, variance: 0).limit(alpha: 1e-6) == 1) }

  @Test("a longer window is a sum of buckets, a shorter one takes its share of their rate")
  func scaling() {
    let rate = CallRate(mean: 40, variance: 400)
    #expect(rate.over(300, bucketSeconds: 300) == rate)
    #expect(rate.over(3600, bucketSeconds: 300) == CallRate(mean: 480, variance: 4800))
    let minute = rate.over(60, bucketSeconds: 300)
    #expect(minute.mean == 8 && abs(minute.variance - 22.4) < 1e-12)
  }

  @Test("moments are whole numbers: the same in every order, and what was long ago fades")
  func moments() throws {
    let calls = (0..<200).map { UInt32(($0 * 37) % 61 + 1) }
    var (forwards, backwards) = (CallMoments(), CallMoments())
    for count in calls { forwards.add(calls: count) }
    for count in calls.reversed() { backwards.add(calls: count) }
    #expect(forwards == backwards)
    let rate = try #require(forwards.rate)
    let mean = Double(calls.reduce(0, +)) / 200
    #expect(rate.mean == mean)
    #expect(abs(rate.variance - calls.map { (Double($0) - mean) * (Double($0) - mean) }.reduce(0, +) / 199) < 1e-9)
    var faded = CallMoments()
    for _ in 0..<10_000 { faded.add(calls: 7) }
    #expect(faded.buckets < CallMoments.mostBuckets && faded.rate.map { abs($0.mean - 7) < 0.1 } == true)
    var greatest = CallMoments()
    for _ in 0..<5_000 { greatest.add(calls: UInt32(CallMoments.mostCalls)) }
    #expect(greatest.rate?.mean == Double(CallMoments.mostCalls))
  }

  @Test("what no buckets can add up to is refused")
  func impossible() {
    #expect(CallMoments(buckets: 3, calls: 6, squares: 14) != nil)
    #expect(CallMoments(buckets: 3, calls: 6, squares: 11) == nil)
    #expect(CallMoments(buckets: 3, calls: 2, squares: 2) == nil)
    #expect(CallMoments(buckets: 1, calls: 40_000, squares: 1_600_000_000) == nil)
    #expect(CallMoments(buckets: CallMoments.mostBuckets, calls: 2000, squares: 8000) == nil)
  }
}
