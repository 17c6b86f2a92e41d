import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("Foresight")
struct ForesightTests {
  @Test("a shard that is told of what comes, and of what never comes, decides the same")
  func verdicts() {
    for seed in TestSeeds.take(60) {
      var generator = StreamGenerator(seed: seed, model: makeSmallModel())
      let events = generator.makeStream().compactMap { step in
        if case .event(let event) = step { event } else { nil }
      }
      let (plain, foreseeing) = (Engine(makeSmallModel()), Engine(makeSmallModel()))
      let builder = EventFrameBuilder()
      for (index, event) in events.enumerated() {
        let header = builder.frame(of: event).header
        for isNear in [false, true] {
          foreseeing.shard.foresee(Foresight(header, isNear: isNear))
          foreseeing.shard.foresee(Foresight(principalHash: UInt64(index), identifierHash: 0, platform: .aws, isNear: isNear))
        }
        plain.feed(event)
        foreseeing.feed(event)
      }
      #expect(plain.shard.takeVerdicts().map(\.jsonLine) == foreseeing.shard.takeVerdicts().map(\.jsonLine), "ARRESTER_TEST_SEED=\(seed)")
    }
  }
}
