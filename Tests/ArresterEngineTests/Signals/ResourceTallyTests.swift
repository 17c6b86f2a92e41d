import Testing

@testable import ArresterEngine

@Suite("ResourceTally")
struct ResourceTallyTests {
  @Test("a resource counts once, at its greatest severity, and heavy only from the minimum weight")
  func once() {
    var tally = ResourceTally(minimumWeight: 5)
    tally.begin(maximum: 4)
    tally.add(1, severity: 3, isRecreated: false)
    #expect([tally.destroyed, tally.severity, tally.heavySeverity, tally.recreated] == [1, 3, 0, 0])
    tally.add(1, severity: 8, isRecreated: false)
    #expect([tally.destroyed, tally.severity, tally.heavySeverity, tally.recreated] == [1, 8, 8, 0])
    tally.add(1, severity: 5, isRecreated: true)
    tally.add(1, severity: 5, isRecreated: true)
    #expect([tally.destroyed, tally.severity, tally.heavySeverity, tally.recreated] == [1, 8, 8, 1])
  }

  @Test("random additions count as a dictionary does, window after window")
  func model() {
    for seed in TestSeeds.take(30) {
      var random = SeededRandom(seed: seed)
      var tally = ResourceTally(minimumWeight: 5)
      for _ in 0..<20 {
        let count = random.number(0...300)
        tally.begin(maximum: count)
        var weights: [UInt64: Int] = [:]
        var recreated: Set<UInt64> = []
        for _ in 0..<count {
          // Few distinct low bits: they all want the same slot.
          let identity = UInt64(random.number(0...60)) << 32 | UInt64(random.number(0...1))
          let severity = UInt8(random.number(1...8))
          let isRecreated = random.chance(20)
          tally.add(identity, severity: severity, isRecreated: isRecreated)
          weights[identity] = max(weights[identity] ?? 0, Int(severity))
          if isRecreated { recreated.insert(identity) }
        }
        let heavy = weights.values.filter { $0 >= 5 }.reduce(0, +)
        let expected = [weights.count, weights.values.reduce(0, +), heavy, recreated.count]
        #expect([tally.destroyed, tally.severity, tally.heavySeverity, tally.recreated] == expected, "ARRESTER_TEST_SEED=\(seed)")
      }
    }
  }
}
