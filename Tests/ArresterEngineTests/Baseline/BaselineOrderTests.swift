import ArresterEvents
import Testing

@testable import ArresterEngine

/// Section 3 for limits that a baseline moves: which buckets a window uses follows from the window alone, so every order of arrival
/// within the lateness finds the same.
@Suite("Baselines and the order of arrival")
struct BaselineOrderTests {
  private static let model: EngineModel = {
    var model = makeSmallModel()
    model.baseline = BaselinePolicy(bucketSeconds: 20, alpha: 0.0001, minimumBuckets: 2, mostFactor: 2)
    return model
  }()

  private func makeEvents(_ seed: UInt64) -> [ChangeEvent] {
    var taste = StreamGenerator.Taste(
      creates: false, jumps: false, tooLate: false, strikes: false, restorations: false, duplicates: false)
    taste.harmlessPercent = 96
    var generator = StreamGenerator(seed: seed, model: Self.model, taste: taste)
    generator.length = 150...300
    return generator.makeStream().compactMap { step in if case .event(let event) = step { event } else { nil } }
  }

  /// Each event comes by so much later as no event of its platform may.
  private func orders(_ events: [ChangeEvent], _ seed: UInt64) -> [[ChangeEvent]] {
    var random = SeededRandom(seed: seed &+ 5)
    let sorted = events.sorted { ($0.time, $0.identifier) < ($1.time, $1.identifier) }
    let jittered = (0..<3).map { _ in
      sorted.map { event in
        (event, event.time + Int64(random.number(0...Self.model.latenessSeconds[event.platform])) * second)
      }.sorted { ($0.1, $0.0.identifier) < ($1.1, $1.0.identifier) }.map(\.0)
    }
    return [sorted] + jittered
  }

  private func told(_ events: [ChangeEvent]) -> (breaches: Set<Breach>, moved: Int) {
    let engine = Engine(Self.model)
    var told: Set<Breach> = []
    engine.shard.observer = { told.insert($0) }
    engine.feed(events)
    #expect(engine.admission.counters.tooLate == 0)
    return (told.filter { $0.signal == .velocity }, engine.shard.counters.baselines.learnt)
  }

  @Test("every order tells the breaches of velocity that the final contents have")
  func equal() {
    var (learnt, moved) = (0, 0)
    for seed in TestSeeds.take(60) {
      let events = makeEvents(seed)
      let orders = orders(events, seed)
      let expected = told(orders[0])
      learnt += expected.moved
      var plain = Self.model
      plain.baseline = nil
      let engine = Engine(plain)
      var unmoved: Set<Breach> = []
      engine.shard.observer = { if $0.signal == .velocity { unmoved.insert($0) } }
      engine.feed(orders[0])
      moved += unmoved.subtracting(expected.breaches).count
      for order in orders.dropFirst() {
        let difference = told(order).breaches.symmetricDifference(expected.breaches)
        #expect(difference.isEmpty, "ARRESTER_TEST_SEED=\(seed): \(Array(difference.prefix(3)))")
        if !difference.isEmpty { return }
      }
    }
    if TestSeeds.fixed == nil { #expect(learnt > 200 && moved > 20, "the streams teach something that matters: \(learnt), \(moved)") }
  }
}
