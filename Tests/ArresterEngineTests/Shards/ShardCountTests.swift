import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("How many shards there are")
struct ShardCountTests {
  @Test("1, 2, 3 and 7 shards give the same bytes")
  func sameBytes() {
    for seed in TestSeeds.take(3) {
      let events = makeEvents(seed)
      let single = lines(events, shards: 1)
      #expect(single.count > 50)
      for count in [2, 3, 7] { #expect(lines(events, shards: count) == single, "ARRESTER_TEST_SEED=\(seed): \(count) shards") }
    }
  }

  @Test("every principal belongs to one shard, and several shards have some")
  func spread() {
    let shards = ShardSet(model: makeSmallModel(), count: 3)
    feed(makeEvents(1), to: shards)
    let parts = shards.finish()
    #expect(parts.count == 3)
    let keys = parts.map { Set($0.takeVerdicts().map { "\($0.platform) \($0.principalKind) \($0.principal)" }) }
    #expect(keys.filter { !$0.isEmpty }.count == 3)
    #expect(keys[0].isDisjoint(with: keys[1]) && keys[1].isDisjoint(with: keys[2]) && keys[0].isDisjoint(with: keys[2]))
  }

  @Test("the counters of all shards add up to those of one")
  func counters() {
    var model = makeSmallModel()
    model.bounds.sessionsPerPrincipal = 1
    model.bounds.resourcesPerBucket = 1
    let events = makeEvents(2)
    let totals = [1, 3].map { count in
      let shards = ShardSet(model: model, count: count)
      feed(events, to: shards)
      return shards.finish().reduce(ShardCounters()) { $0 + $1.counters }
    }
    #expect(totals[0] == totals[1])
    #expect(totals[0].sessionOverflows > 0 && totals[0].saturations > 0)
  }

  /// Sixty random streams, their principals kept apart by name and their events mixed.
  private func makeEvents(_ seed: UInt64) -> [ChangeEvent] {
    var random = SeededRandom(seed: seed)
    var streams = (0..<60).map { index in
      var generator = StreamGenerator(seed: seed &* 1000 &+ UInt64(index), model: makeSmallModel())
      return generator.makeStream().compactMap { step -> ChangeEvent? in
        guard case .event(var event) = step else { return nil }
        event.principal += "-of-\(index)"
        event.identifier += "-of-\(index)"
        return event
      }[...]
    }
    var events: [ChangeEvent] = []
    while !streams.isEmpty {
      let chosen = random.number(0...streams.count - 1)
      if let event = streams[chosen].popFirst() { events.append(event) } else { streams.remove(at: chosen) }
    }
    return events
  }

  private func feed(_ events: [ChangeEvent], to shards: ShardSet) {
    let builder = EventFrameBuilder()
    let admission = Admission(model: makeSmallModel())
    for event in events {
      let frame = builder.frame(of: event)
      let (outcome, watermark) = admission.admit(frame)
      if outcome != .duplicate { shards.process(frame, watermark: watermark, isTooLate: outcome == .tooLate) }
    }
  }

  private func lines(_ events: [ChangeEvent], shards count: Int) -> [String] {
    let shards = ShardSet(model: makeSmallModel(), count: count)
    feed(events, to: shards)
    return shards.finish().flatMap { $0.takeVerdicts() }.sorted(by: Verdict.areInOutputOrder).map(\.jsonLine)
  }
}
