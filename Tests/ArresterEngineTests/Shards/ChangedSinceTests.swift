import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("Principals that changed something since")
struct ChangedSinceTests {
  @Test("are also those whose trip has made the windows forget their changes, for as long as these would have counted")
  func tripped() {
    let engine = Engine(makeDefaultModel())
    var maker = EventMaker()
    for index in 0..<10 {
      maker.principal = "p\(index)"
      engine.feed(maker.delete("vault-\(index)", at: 0, flags: .oneStrike))
    }
    maker.principal = "calm"
    engine.feed(maker.modify(at: 0))
    #expect(engine.shard.allLatches.count { $0.latch.isTripped } == 10)
    #expect(engine.shard.principals(changedSince: start) == 11)
    #expect(engine.shard.principals(changedSince: start + second) == 0)
  }

  @Test("are those with a counted change in a cell of that second or later, also after some were forgotten")
  func counts() {
    for seed in TestSeeds.take(20) {
      var random = SeededRandom(seed: seed)
      let engine = Engine(makeSmallModel())
      var maker = EventMaker()
      var now = 0.0
      for step in 0..<300 {
        now += random.pick([0, 0.2, 1, 5, random.chance(2) ? 400 : 1])
        maker.principal = "p\(random.number(1...12))"
        let flags = random.pick([EventFlags(), .failed, .fanOut])
        engine.feed(maker.make(.modify, ["thing"], at: random.chance(80) ? now : now - 4, flags: flags))
        let time = start + Int64(Int(now) - random.number(0...60)) * second
        var expected = 0
        engine.shard.table.visit { record in
          let cells = (0..<record.pointee.cells.count).map { record.pointee.cells[$0] }
          if cells.contains(where: { Int64($0.second) * second >= time && $0.holdsCountedChange }) { expected += 1 }
        }
        #expect(engine.shard.principals(changedSince: time) == expected, "ARRESTER_TEST_SEED=\(seed) step \(step)")
      }
    }
  }
}
