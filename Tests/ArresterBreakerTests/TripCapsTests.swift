import Testing

@testable import ArresterBreaker

@Suite("TripCaps")
struct TripCapsTests {
  private let limits = TripCapLimits()

  @Test(
    "the hourly limit is a tenth of the principals, at least one and at most five",
    arguments: [
      (0, 1), (1, 1), (19, 1), (20, 2), (49, 4), (50, 5), (1_000_000, 5), (Int.max, 5), (-3, 1),
    ])
  func perHour(principals: Int, limit: Int) {
    #expect(limits.perHour(changedPrincipals: principals) == limit)
  }

  @Test("the limit is met after adding: the fifth trip of the hour is acted on, the sixth is not")
  func afterAdding() {
    var caps = TripCaps()
    let answers = (0..<7).map { caps.add(at: noon + Int64($0) * 2 * minute, changedPrincipals: 100, limits: limits) }
    #expect(answers == [true, true, true, true, true, false, false])
  }

  @Test("with few principals one trip an hour is acted on")
  func fewPrincipals() {
    var caps = TripCaps()
    #expect(caps.add(at: noon, changedPrincipals: 3, limits: limits) == true)
    #expect(caps.add(at: noon + 59 * minute, changedPrincipals: 3, limits: limits) == false)
    #expect(caps.add(at: noon + 2 * hour, changedPrincipals: 3, limits: limits) == true)
  }

  @Test("three in a minute are acted on, the fourth is not")
  func perMinute() {
    var caps = TripCaps()
    let answers = (0..<4).map { caps.add(at: noon + Int64($0) * second, changedPrincipals: 100, limits: limits) }
    #expect(answers == [true, true, true, false])
    #expect(caps.add(at: noon + 2 * minute, changedPrincipals: 100, limits: limits) == true)
  }

  @Test("a trip exactly an hour old no longer counts")
  func edge() {
    var caps = TripCaps()
    _ = caps.add(at: noon, changedPrincipals: 0, limits: limits)
    var early = caps
    #expect(early.add(at: noon + hour - 1, changedPrincipals: 0, limits: limits) == false)
    #expect(caps.add(at: noon + hour, changedPrincipals: 0, limits: limits) == true)
  }

  @Test("the newest few are all that is kept, and the answers are those of a count of everything", arguments: UInt64(1)...20)
  func boundedMemory(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var caps = TripCaps()
    var everything: [Int64] = []
    var now = noon
    for _ in 0..<500 {
      now += Int64.random(in: 0...(20 * minute), using: &random)
      let principals = Int.random(in: 0...80, using: &random)
      everything.append(now)
      let hourly = everything.count { now - $0 < hour } <= max(1, min(5, principals / 10))
      let isWithin = hourly && everything.count { now - $0 < minute } <= 3
      #expect(caps.add(at: now, changedPrincipals: principals, limits: limits) == isWithin, "seed \(seed)")
      #expect(caps.times.count <= 6)
    }
  }

  @Test("a clock that is set back opens no room")
  func clockSetBack() {
    var caps = TripCaps()
    for _ in 0..<5 { _ = caps.add(at: noon, changedPrincipals: 100, limits: limits) }
    #expect(caps.add(at: noon - 3 * hour, changedPrincipals: 100, limits: limits) == false)
  }
}
