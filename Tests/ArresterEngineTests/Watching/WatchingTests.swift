import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("Watching what a principal does next")
struct WatchingTests {
  private final class Told { var changes: [WatchedChange] = [] }

  private func makeEngine(_ model: EngineModel = makeDefaultModel()) -> (Engine, Told) {
    let engine = Engine(model)
    let told = Told()
    engine.shard.onWatchedChange = { told.changes.append($0) }
    return (engine, told)
  }

  private var forever: EngineModel {
    var model = makeDefaultModel()
    model.hold.restoration = .never
    return model
  }

  @Test("each change of a watched principal is told with all that it says, and of nobody else")
  func told() throws {
    let (engine, told) = makeEngine()
    var (maker, other) = (EventMaker(), EventMaker())
    other.principal = "someone else"
    let before = maker.modify(at: 0)
    engine.feed([before, other.modify(at: 0)])
    engine.shard.watch([LatchKey(before)])
    var event = maker.make(.delete, ["a", "b"], at: 1, severity: 5, flags: [.failed, .irreversible, .fanOut])
    event.itemCount = 2
    engine.feed([event, other.modify(at: 1)])
    let change = try #require(told.changes.first)
    #expect(told.changes.count == 1)
    #expect(change.key == LatchKey(event) && change.key.homeScope == event.homeScope)
    #expect(change.time == event.time && change.action == event.action && change.identifier == event.identifier)
    #expect(change.effect == .delete && change.isDestructive && change.weight == 5 && change.isFailed && change.isFanOut)
    #expect(change.flags == event.flags && change.resource == "a" && change.session == "run-1" && change.itemCount == 2)
    #expect(change.region == event.region && change.scope == event.scope && !change.isTooLate)
  }

  @Test("another kind or platform of the same name is somebody else")
  func otherKind() {
    let (engine, told) = makeEngine()
    var (maker, other, third) = (EventMaker(), EventMaker(), EventMaker())
    other.kind = .human
    var elsewhere = third.modify(at: 2)
    elsewhere.platform = .gcp
    engine.shard.watch([LatchKey(maker.modify(at: 0))])
    engine.feed([other.modify(at: 1), elsewhere])
    #expect(told.changes.isEmpty)
    engine.feed(maker.modify(at: 3))
    #expect(told.changes.count == 1)
  }

  @Test("a principal whose latch is tripped and silent is told all the same, until it is no longer watched")
  func silent() {
    let (engine, told) = makeEngine(forever)
    var maker = EventMaker()
    let first = maker.delete("a", at: 0, flags: [.oneStrike])
    engine.feed(first)
    engine.shard.watch([LatchKey(first)])
    engine.feed((1...5).map { maker.modify(at: Double($0)) })
    #expect(told.changes.count == 5 && engine.shard.latch(for: LatchKey(first))!.suppressed == 5)
    engine.shard.unwatch([LatchKey(first)])
    engine.feed(maker.modify(at: 6))
    #expect(told.changes.count == 5)
  }

  @Test("clearing the windows at a trip or a restoration ends no watch")
  func cleared() {
    let (engine, told) = makeEngine(forever)
    var maker = EventMaker()
    let first = maker.modify(at: 0)
    engine.feed(first)
    engine.shard.watch([LatchKey(first)])
    engine.feed(maker.delete("a", at: 1, flags: [.oneStrike]))
    engine.shard.restore(LatchKey(first), at: start + 2 * second)
    engine.feed(maker.modify(at: 3))
    #expect(told.changes.map(\.time) == [start + second, start + 3 * second])
  }

  @Test("a key that has no record yet, and one whose record was forgotten, are watched when they come")
  func recreated() {
    let (engine, told) = makeEngine(makeSmallModel())
    var (maker, other) = (EventMaker(), EventMaker())
    other.principal = "someone else"
    let first = maker.modify(at: 0)
    engine.shard.watch([LatchKey(first)])
    engine.feed(first)
    #expect(told.changes.count == 1)
    engine.feed(other.modify(at: 5000))
    #expect(engine.record(first) == nil, "forgotten")
    engine.feed(maker.modify(at: 5001))
    #expect(told.changes.count == 2)
    engine.feed(other.modify(at: 10_000))
    engine.shard.unwatch([LatchKey(first)])
    engine.feed(maker.modify(at: 10_001))
    #expect(told.changes.count == 2)
  }

  @Test("a duplicate is not told; what comes late is, and what comes too late says so")
  func late() {
    let (engine, told) = makeEngine()
    var maker = EventMaker()
    let first = maker.modify(at: 1000)
    engine.shard.watch([LatchKey(first)])
    engine.feed([first, first, maker.modify(at: 500), maker.modify(at: 100)])
    #expect(told.changes.map(\.isTooLate) == [false, false, true])
  }

  @Test("nothing is told while windows are rebuilt, but what was destroyed since the trip is counted")
  func warmUp() {
    let (engine, told) = makeEngine(forever)
    var maker = EventMaker()
    let events = (0..<4).map { maker.delete("a\($0)", at: Double($0)) }
    let key = LatchKey(events[0])
    engine.shard.isWarmingUp = true
    engine.shard.recordedLatch = { _ in
      var latch = Latch()
      latch.trips = 1
      latch.isTripped = true
      latch.trippedAt = events[1].time
      return latch
    }
    engine.shard.watch([key])
    engine.feed(Array(events[..<3]))
    #expect(told.changes.isEmpty && engine.shard.damage(of: key)?.count == 1)
    engine.shard.isWarmingUp = false
    engine.feed(events[3])
    #expect(told.changes.count == 1 && engine.shard.damage(of: key)?.count == 2)
  }

  @Test("where asked for, whoever trips is watched from then on, and whoever is paged about is not")
  func trips() {
    let (engine, told) = makeEngine(forever)
    engine.shard.watchesTrips = true
    var (maker, person) = (EventMaker(), EventMaker())
    person.kind = .human
    let first = maker.delete("a", at: 0, flags: [.oneStrike])
    engine.feed([first, person.delete("a", at: 0, flags: [.oneStrike]), maker.delete("b", at: 1), person.modify(at: 1)])
    #expect(told.changes.map(\.resource) == ["b"])
    #expect(engine.shard.damage(of: LatchKey(first))?.resources.map(\.identifier) == ["b"])
  }

  @Test("what was its own and young weighs nothing")
  func ownAndYoung() {
    let (engine, told) = makeEngine()
    var maker = EventMaker()
    let create = maker.create("mine", at: 0)
    engine.shard.watch([LatchKey(create)])
    engine.feed([create, maker.delete("mine", at: 1), maker.delete("theirs", at: 2), maker.delete("routine", at: 3, severity: 0)])
    #expect(told.changes.map(\.weight) == [0, 0, 3, 0])
    #expect(told.changes.map(\.isDestructive) == [false, false, true, false])
    #expect(engine.shard.damage(of: LatchKey(create))?.count == 1)
  }
}

@Suite("What was destroyed since a trip")
struct DamageTests {
  private func makeEngine() -> Engine {
    var model = makeDefaultModel()
    model.hold.restoration = .never
    let engine = Engine(model)
    engine.shard.watchesTrips = true
    return engine
  }

  @Test("each resource counts once, from the trip's event time on, without what failed")
  func counts() throws {
    let engine = makeEngine()
    var maker = EventMaker()
    let trip = maker.delete("t", at: 100, flags: [.oneStrike])
    engine.feed([
      trip, maker.delete("early", at: 50), maker.delete("a", at: 101), maker.delete("a", at: 102),
      maker.delete("b", at: 103, flags: [.failed]),
      maker.modify(at: 104), maker.make(.disrupt, ["c"], at: 105, severity: 1),
    ])
    let damage = try #require(engine.shard.damage(of: LatchKey(trip)))
    #expect(damage.count == 2)
    #expect(damage.resources.map(\.identifier) == ["a", "c"] && damage.resources[0].time == start + 101 * second)
    #expect(damage.resources[0].region == "us-east-1" && damage.resources[0].severity == 3 && damage.resources[0].action == "rds:delete")
  }

  @Test("fifty are listed, the heaviest; items without a name are counted")
  func list() throws {
    let engine = makeEngine()
    var maker = EventMaker()
    let trip = maker.delete("t", at: 0, flags: [.oneStrike])
    engine.feed(trip)
    engine.feed((1...60).map { maker.delete("a\($0)", at: Double($0), severity: $0 > 50 ? 8 : 3) })
    var many = maker.delete("named", at: 61)
    many.itemCount = 40
    engine.feed(many)
    let damage = try #require(engine.shard.damage(of: LatchKey(trip)))
    #expect(damage.count == 100 && damage.resources.count == Damage.maximumResources)
    #expect(damage.resources.prefix(10).map(\.identifier) == (51...60).map { "a\($0)" })
    #expect(damage.resources.last?.identifier == "a40")
  }

  @Test("the next trip begins anew")
  func nextTrip() {
    let engine = makeEngine()
    var maker = EventMaker()
    let trip = maker.delete("t", at: 0, flags: [.oneStrike])
    engine.feed([trip, maker.delete("a", at: 1)])
    engine.shard.restore(LatchKey(trip), at: start + 2 * second)
    #expect(engine.shard.damage(of: LatchKey(trip))?.count == 1)
    engine.feed([maker.delete("u", at: 3, flags: [.oneStrike]), maker.delete("b", at: 4), maker.delete("c", at: 5)])
    #expect(engine.shard.damage(of: LatchKey(trip))?.resources.map(\.identifier) == ["b", "c"])
    engine.shard.unwatch([LatchKey(trip)])
    #expect(engine.shard.damage(of: LatchKey(trip)) == nil)
  }

  @Test("past what is told apart it still counts, and says so")
  func bound() {
    var damage = Damage()
    var fresh = 0
    for identity in 0..<UInt64(Damage.maximumDistinct) where damage.note(identity) { fresh += 1 }
    #expect(fresh == Damage.maximumDistinct && damage.count == fresh && !damage.isAtLimit)
    for identity in [7, .max, .max] as [UInt64] where damage.note(identity) { fresh += 1 }
    #expect(fresh == Damage.maximumDistinct + 2 && damage.count == fresh && damage.isAtLimit)
  }
}
