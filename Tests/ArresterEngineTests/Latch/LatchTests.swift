import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("Latch")
struct LatchTests {
  private let policy = HoldPolicy(firstSeconds: 900, maximumSeconds: 86_400)
  private let day = 86_400 * second

  @Test("each hold is twice the last, to a day at most")
  func doubling() {
    var latch = Latch()
    var time = start
    for expected in [900, 1800, 3600, 7200, 14_400, 28_800, 57_600, 86_400, 86_400] {
      latch.trip(at: time, policy, .atEndOfHold)
      #expect(latch.restoresAt == time + Int64(expected) * second)
      latch.restore(at: latch.restoresAt)
      time = latch.restoredAt + second
    }
    #expect(latch.trips == 9)
  }

  @Test("each whole day since the restoration takes one step back")
  func cleanDays() {
    var latch = Latch()
    for _ in 0..<4 {
      latch.trip(at: max(start, latch.restoredAt + second), policy, .atEndOfHold)
      latch.restore(at: latch.restoresAt)
    }
    #expect(latch.holdStep == 3)
    latch.trip(at: latch.restoredAt + 2 * day - 1, policy, .atEndOfHold)
    #expect(latch.holdStep == 3, "one whole day: one step back, one forward")
    latch.restore(at: latch.restoresAt)
    latch.trip(at: latch.restoredAt + 3 * day, policy, .atEndOfHold)
    #expect(latch.holdStep == 1)
    latch.restore(at: latch.restoresAt)
    latch.trip(at: latch.restoredAt + 400 * day, policy, .atEndOfHold)
    #expect(latch.holdStep == 0, "never shorter than the first")
  }

  @Test("people restore where the policy says never; a stated time where it says so")
  func restorations() {
    var latch = Latch()
    latch.trip(at: start, policy, .never)
    #expect(latch.isTripped && latch.restoresAt == Latch.never)
    latch.restore(at: start + 5 * second)
    #expect(!latch.isTripped && latch.restoredAt == start + 5 * second)
    latch.trip(at: start + 6 * second, policy, .after(nanoseconds: 7 * second))
    #expect(latch.restoresAt == start + 13 * second && latch.trippedAt == start + 6 * second)
  }

  @Test("a restoration older than the last changes nothing")
  func olderRestoration() {
    var latch = Latch()
    latch.trip(at: start, policy, .never)
    latch.restore(at: start + 100 * second)
    latch.trip(at: start + 200 * second, policy, .never)
    let tripped = latch
    latch.restore(at: start + 50 * second)
    #expect(latch == tripped)
  }

  @Test("trip identifiers follow from platform, scope, principal, kind and number, and from nothing else")
  func identifiers() {
    let key = LatchKey(platform: .aws, kind: .agent, principal: "p", homeScope: "s")
    var others = [key, key, key, key]
    others[0].platform = .gcp
    others[1].kind = .human
    others[2].principal = "ps"
    others[3].homeScope = ""
    let identifiers = others.map { $0.tripIdentifier(number: 1) } + [key.tripIdentifier(number: 1), key.tripIdentifier(number: 2)]
    #expect(Set(identifiers).count == 6)
    let same = LatchKey(platform: .aws, kind: .agent, principal: "p", homeScope: "s")
    #expect(key.tripIdentifier(number: 1) == same.tripIdentifier(number: 1))
    #expect(identifiers.allSatisfy { $0.count == 32 })
  }
}

@Suite("A shard's latches")
struct ShardLatchTests {
  @Test("once tripped it is silent until the end of its hold, and only later events count")
  func silence() {
    var maker = EventMaker()
    var events = (0..<10).map { maker.delete("a\($0)", at: Double($0)) }
    events += (0..<30).map { maker.delete("b\($0)", at: 10 + Double($0)) }
    let engine = Engine(makeDefaultModel())
    let trips = engine.verdicts(events).filter { $0.type == .trip }
    #expect(trips.count == 1 && trips[0].tripNumber == 1)
    #expect(engine.shard.latch(for: LatchKey(events[0]))!.suppressed > 0)
    // Its hold is 900 s; an event at the very end of it is still silent.
    let end = Double(engine.shard.latch(for: LatchKey(events[0]))!.restoresAt - start) / Double(second)
    #expect(engine.verdicts([maker.delete("c", at: end)]).isEmpty)
    #expect(engine.shard.latch(for: LatchKey(events[0]))!.isTripped)
    let again = engine.verdicts((0..<10).map { maker.delete("d\($0)", at: end + 1 + Double($0)) }).filter { $0.type == .trip }
    #expect(again.count == 1 && again[0].tripNumber == 2)
    #expect(again[0].destroyed <= 10 && again[0].resources.allSatisfy { $0.identifier.hasPrefix("d") })
  }

  @Test("after a recorded restoration late events of before it count no more")
  func restoration() {
    var model = makeDefaultModel()
    model.hold.restoration = .never
    var maker = EventMaker()
    let engine = Engine(model)
    let first = maker.delete("a", at: 0, flags: [.oneStrike])
    #expect(engine.verdicts([first]).count == 1)
    engine.shard.restore(LatchKey(first), at: start + 100 * second)
    #expect(engine.verdicts((0..<20).map { maker.delete("b\($0)", at: 80 + Double($0)) }).isEmpty)
    #expect(engine.verdicts((0..<10).map { maker.delete("c\($0)", at: 101 + Double($0)) }).contains { $0.type == .trip })
  }

  @Test("a latch outlives its principal's windows")
  func outlives() {
    var model = makeSmallModel()
    model.hold.restoration = .never
    var maker = EventMaker()
    let engine = Engine(model)
    let first = maker.delete("a", at: 0, flags: [.oneStrike])
    #expect(engine.verdicts([first]).count == 1)
    var other = EventMaker()
    other.principal = "someone else"
    engine.feed([other.modify(at: 5000)])
    #expect(engine.record(first) == nil, "evicted")
    #expect(engine.verdicts([maker.delete("b", at: 5001, flags: [.oneStrike])]).isEmpty, "and still tripped")
  }

  @Test("a latch that was recorded is taken over, but never one that is behind")
  func load() {
    let shard = Shard(model: makeDefaultModel())
    let key = LatchKey(platform: .aws, kind: .agent, principal: "p", homeScope: "s")
    var latch = Latch()
    latch.trips = 3
    latch.restoredAt = start
    shard.load(latch, for: key)
    #expect(shard.latch(for: key) == latch)
    var behind = Latch()
    behind.trips = 2
    behind.restoredAt = start + second
    shard.load(behind, for: key)
    #expect(shard.latch(for: key) == latch)
    var newer = latch
    newer.restoredAt = start + second
    shard.load(newer, for: key)
    #expect(shard.latch(for: key) == newer)
  }

  @Test("a page restores itself at the end of its hold whatever the policy for trips")
  func pages() {
    var model = makeDefaultModel()
    model.hold.restoration = .never
    var maker = EventMaker()
    maker.kind = .human
    let engine = Engine(model)
    let first = engine.verdicts((0..<20).map { maker.delete("a\($0)", at: Double($0)) }).filter { $0.type != .warn }
    #expect(first.map(\.type) == [.page])
    let second = engine.verdicts((0..<20).map { maker.delete("b\($0)", at: 2000 + Double($0)) }).filter { $0.type != .warn }
    #expect(second.map(\.tripNumber) == [2])
  }

  @Test("a service is not judged")
  func services() {
    var maker = EventMaker()
    maker.kind = .service
    let engine = Engine(makeDefaultModel())
    #expect(engine.verdicts((0..<50).map { maker.delete("a\($0)", at: Double($0), flags: [.oneStrike, .tampering]) }).isEmpty)
    #expect(engine.shard.principalCount == 0)
  }
}
