import ArresterBase
import ArresterEvents
import Testing

@testable import ArresterEngine

/// Section 3: "Order does not matter". `Shard.observer` tells every limit that any judged window meets, and nothing latches;
/// the naive reference, given everything in order of time, says what the final contents of all windows meet.
///
/// Equality: signals that only grow as events arrive. What a window met once it still meets at the end, and it is judged when
/// the last of its contents arrives, so in every order the set that was told is the set of the final contents.
///
/// Inclusion: the ratio falls when a harmless change arrives; a create that comes late takes back what was its principal's own
/// and young, or excuses a change of permissions. A window may then have met for a while what it does not meet at the end: an
/// order may tell more, but never less than the final contents.
///
/// A session's own `recreated` is in neither: its window is judged when the session's own events arrive, and what it deleted
/// may have been created again by another session. The principal's windows, where rule 4 looks, are told in full.
///
/// Pressure is in neither: failures judge no window (section 2: they can extend a hold, never start one).
@Suite("Order of arrival within the lateness")
struct OrderIndependenceTests {
  private enum Mixture: String {
    /// Nothing is created, so nothing is own and young and nothing is excused.
    case withoutCreates
    /// All creates come, by event time, after all deletions: things are recreated and nothing is own and young.
    case createsAfterDeletions
    case everything
  }

  @Test("without creates every growing signal is told equally in every order, and the ratio at least")
  func withoutCreates() {
    compare(
      .withoutCreates, equal: [.velocity, .destroyed, .severity, .spreadRegions, .spreadScopes, .permissions, .recreated],
      included: [.destructiveRatio])
  }

  @Test("recreated is told equally in every order where nothing is own and young")
  func recreated() {
    compare(
      .createsAfterDeletions, equal: [.velocity, .destroyed, .severity, .spreadRegions, .spreadScopes, .recreated],
      included: [.destructiveRatio, .permissions])
  }

  @Test("what creates can take back is told at least as the final contents have it")
  func everything() {
    compare(
      .everything, equal: [.velocity, .spreadRegions, .spreadScopes],
      included: [.destructiveRatio, .permissions, .destroyed, .severity, .recreated])
  }

  @Test("what exceeds a plan is told in every order, and equally where nothing is created", arguments: [true, false])
  func planned(createsNothing: Bool) {
    compare(
      createsNothing ? .withoutCreates : .everything, equal: createsNothing ? [.velocity, .destroyed] : [.velocity],
      included: createsNothing ? [] : [.destroyed], isPlanned: true)
  }

  private func compare(_ mixture: Mixture, equal: Set<Signal>, included: Set<Signal>, isPlanned: Bool = false) {
    var met: Set<Signal> = []
    for seed in TestSeeds.take(60) {
      let events = makeEvents(seed, mixture)
      var model = Self.model
      if isPlanned { model.plans = PlanMaker.plans(seed) }
      let final = finalBreaches(events, model)
      met.formUnion(final.filter { !isPlanned || $0.plan != nil }.map(\.signal))
      for order in orders(events, seed) {
        let told = toldBreaches(order.events, model)
        let difference = final.filter { equal.contains($0.signal) }.symmetricDifference(told.filter { equal.contains($0.signal) })
        #expect(difference.isEmpty, "ARRESTER_TEST_SEED=\(seed) \(mixture.rawValue) \(order.name): \(Array(difference.prefix(3)))")
        let missing = final.filter { included.contains($0.signal) }.subtracting(told)
        #expect(missing.isEmpty, "ARRESTER_TEST_SEED=\(seed) \(mixture.rawValue) \(order.name): not told \(Array(missing.prefix(3)))")
        if !difference.isEmpty || !missing.isEmpty { return }
      }
    }
    let expected = mixture == .withoutCreates && !isPlanned ? equal.union(included).subtracting([.recreated]) : equal.union(included)
    if TestSeeds.fixed == nil { #expect(met.isSuperset(of: expected), "the streams meet every signal that is compared") }
  }

  // MARK: Streams

  private static let model: EngineModel = {
    var model = makeSmallModel()
    model.latenessSeconds = PlatformTable { _ in 1000 }
    return model
  }()

  private static func isCompared(_ breach: Breach) -> Bool { breach.signal != .recreated || breach.session == nil }

  private func makeEvents(_ seed: UInt64, _ mixture: Mixture) -> [ChangeEvent] {
    let taste = StreamGenerator.Taste(
      creates: mixture != .withoutCreates, jumps: false, tooLate: false, strikes: false, restorations: false, duplicates: false)
    // Times are drawn within the small lateness and are in any order within the large one.
    var generator = StreamGenerator(seed: seed, model: makeSmallModel(), taste: taste)
    var events = generator.makeStream().compactMap { step -> ChangeEvent? in
      if case .event(let event) = step { event } else { nil }
    }
    let first = events.map(\.time).min()!
    events.removeAll { $0.time - first > 1000 * second }
    guard mixture == .createsAfterDeletions else { return events }
    let middle = events.map(\.time).sorted()[events.count / 2]
    for index in events.indices {
      let isLate = events[index].time >= middle
      if events[index].effect == .create, !isLate { events[index].effect = .delete }
      if events[index].effect.isDestructive, isLate { events[index].effect = .create }
    }
    return events
  }

  private func orders(_ events: [ChangeEvent], _ seed: UInt64) -> [(name: String, events: [ChangeEvent])] {
    var random = SeededRandom(seed: seed &+ 77)
    let sorted = events.sorted { ($0.time, $0.identifier) < ($1.time, $1.identifier) }
    let shuffles = (0..<3).map { (name: "shuffle \($0)", events: events.shuffled(using: &random)) }
    return [(name: "as made", events: events), (name: "in time", events: sorted), (name: "backwards", events: sorted.reversed())] + shuffles
  }

  private func finalBreaches(_ events: [ChangeEvent], _ model: EngineModel) -> Set<Breach> {
    let reference = NaiveReference(model)
    reference.isObserving = true
    for event in events.sorted(by: { $0.time < $1.time }) { reference.process(event) }
    return Set(reference.everyone.flatMap { $0.allBreaches() }).filter(Self.isCompared)
  }

  private func toldBreaches(_ events: [ChangeEvent], _ model: EngineModel) -> Set<Breach> {
    let engine = Engine(model)
    var told: Set<Breach> = []
    engine.shard.observer = { told.insert($0) }
    engine.feed(events)
    #expect(engine.admission.counters.tooLate == 0)
    #expect(engine.shard.takeVerdicts().isEmpty)
    return told.filter(Self.isCompared)
  }
}
