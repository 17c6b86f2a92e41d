import Testing

@testable import ArresterBench

@Suite("the search for the highest sustained rate")
struct RateSearchTests {
  /// A service that takes so many events a second, and no more; offered rates leave what it does not take.
  private struct Capacity {
    var ratePerSecond: Double

    func samples(offered: Int, seconds: Int = 5) -> [LagSample] {
      (0...seconds * 10).map { tenth in
        let time = Double(tenth) / 10
        let due = Int(time * Double(offered))
        return LagSample(seconds: time, due: due, sent: due, acknowledged: due, taken: min(due, Int(time * ratePerSecond)))
      }
    }
  }

  private func search(_ capacity: Capacity, first: Int = 20_000, maximum: Int = 4_000_000) -> (best: Int?, failed: Int?, attempts: [Int]) {
    var search = RateSearch(first: first, maximum: maximum)
    var attempts: [Int] = []
    while case .attempt(let rate) = search.step {
      attempts.append(rate)
      let sustained = SustainedRate(rate: rate, samples: capacity.samples(offered: rate), missingDecisions: (0, 10))
      search.note(rate: rate, isSustained: sustained.isSustained)
    }
    return (search.best, search.failed, attempts)
  }

  @Test("finds a known capacity to within its precision", arguments: [150, 1_100, 19_000, 20_000, 21_000, 137_000, 1_250_000])
  func known(capacity: Int) throws {
    let found = search(Capacity(ratePerSecond: Double(capacity)))
    let best = try #require(found.best)
    // The judgement itself allows for a little growth.
    #expect(Double(best) <= Double(capacity) * 1.03)
    #expect(Double(best) >= Double(capacity) * 0.94)
    #expect(found.attempts.count <= 20)
    #expect(Set(found.attempts).count == found.attempts.count)
  }

  @Test("ends at its maximum where even that is sustained")
  func unlimited() {
    let found = search(Capacity(ratePerSecond: 1e12), maximum: 100_000)
    #expect(found.best == 100_000)
    #expect(found.failed == nil)
  }

  @Test("says that nothing is sustained where not even the least rate is")
  func nothing() {
    let found = search(Capacity(ratePerSecond: 3))
    #expect(found.best == nil)
    #expect(found.failed == RateSearch.leastRate)
  }

  @Test("a rate below the best one that fails afterwards takes the best one back")
  func noisy() {
    var search = RateSearch(first: 20_000, maximum: 1_000_000)
    search.note(rate: 20_000, isSustained: true)
    search.note(rate: 40_000, isSustained: true)
    search.note(rate: 30_000, isSustained: false)
    #expect(search.best == nil)
    #expect(search.step == .attempt(15_000))
  }

  @Test("ends after so many attempts, whatever they give")
  func bounded() {
    var search = RateSearch(first: 20_000, maximum: 4_000_000)
    var attempts = 0
    while case .attempt(let rate) = search.step {
      attempts += 1
      search.note(rate: rate, isSustained: attempts % 2 == 0)
    }
    #expect(attempts <= 24)
  }

  @Test("a backlog that stays long is not sustained, even where it no longer grows")
  func longBacklog() {
    let samples = (0..<50).map { tenth in
      LagSample(seconds: Double(tenth) / 10, due: tenth * 1000 + 6000, sent: tenth * 1000 + 6000, acknowledged: tenth * 1000, taken: nil)
    }
    #expect(!SustainedRate(rate: 10_000, samples: samples, missingDecisions: (0, 0)).isSustained)
  }

  @Test("a stall that is being caught up with is sustained, where as long again would end it")
  func catchingUp() {
    func samples(shrinking: Double) -> [LagSample] {
      (0..<50).map { tenth in
        let seconds = Double(tenth) / 10
        let backlog = Int(40_000 - shrinking * seconds)
        return LagSample(
          seconds: seconds, due: tenth * 1000 + 40_000, sent: tenth * 1000 + 40_000, acknowledged: tenth * 1000 + 40_000 - backlog)
      }
    }
    #expect(SustainedRate(rate: 10_000, samples: samples(shrinking: 5000), missingDecisions: (0, 0)).isSustained)
    #expect(!SustainedRate(rate: 10_000, samples: samples(shrinking: 100), missingDecisions: (0, 0)).isSustained)
  }

  @Test("decisions that do not come are not sustained, whatever was acknowledged")
  func missing() {
    let samples = Capacity(ratePerSecond: 1e9).samples(offered: 1000)
    #expect(SustainedRate(rate: 1000, samples: samples, missingDecisions: (1, 100)).isSustained)
    #expect(!SustainedRate(rate: 1000, samples: samples, missingDecisions: (50, 100)).isSustained)
  }

  @Test("a line through points has their slope")
  func slope() {
    #expect(LagGrowth.slope([0, 1, 2, 3], [5, 7, 9, 11]) == 2)
    #expect(LagGrowth.slope([1], [1]) == 0)
    #expect(LagGrowth.slope([2, 2], [1, 5]) == 0)
  }
}
