import Testing

@testable import ArresterTuning

@Suite struct PoissonIntervalTests {
  /// Half of the quantiles of chi square that statistical tables give: 0.025 at 2k degrees of freedom, 0.975 at 2k + 2.
  @Test(
    "the ends are those of the tables",
    arguments: [
      (0, 0.0, 3.6889), (1, 0.0253, 5.5716), (2, 0.2422, 7.2247), (5, 1.6235, 11.6683), (10, 4.7954, 18.3904),
      (100, 81.3640, 121.6272),
    ])
  func tables(count: Int, low: Double, high: Double) {
    let interval = PoissonInterval.of(count)
    #expect(abs(interval.lowerBound - low) < 0.001 && abs(interval.upperBound - high) < 0.001, "\(interval)")
  }

  @Test("a large count has an interval near that of the normal distribution, and neither end is lost to rounding")
  func large() {
    let interval = PoissonInterval.of(10_000)
    #expect(abs(interval.lowerBound - 9805) < 3 && abs(interval.upperBound - 10_198) < 3, "\(interval)")
  }
}
