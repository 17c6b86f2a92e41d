import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("Warming")
struct WarmingTests {
  @Test("a shard that is warmed for what comes, and for what never comes, decides the same")
  func verdicts() {
    for seed in TestSeeds.take(60) {
      var generator = StreamGenerator(seed: seed, model: makeSmallModel())
      let events = generator.makeStream().compactMap { step in
        if case .event(let event) = step { event } else { nil }
      }
      let (plain, warmed) = (Engine(makeSmallModel()), Engine(makeSmallModel()))
      let builder = EventFrameBuilder()
      for (index, event) in events.enumerated() {
        let coming = events[index...].prefix(20).map { builder.frame(of: $0).header.pointee.principalHash }
        (coming + [UInt64(index)]).withUnsafeBufferPointer { warmed.shard.warm($0) }
        plain.feed(event)
        warmed.feed(event)
      }
      #expect(plain.shard.takeVerdicts().map(\.jsonLine) == warmed.shard.takeVerdicts().map(\.jsonLine), "ARRESTER_TEST_SEED=\(seed)")
    }
  }
}
