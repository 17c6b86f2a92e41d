import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("Memory is bounded")
struct MemoryBoundTests {
  private func makeSmallBounds(_ change: (inout EngineBounds) -> Void) -> EngineModel {
    var model = makeDefaultModel()
    change(&model.bounds)
    return model
  }

  @Test("at the key limit the longest idle goes, never one with destruction or a tripped latch, and it is counted")
  func keyLimit() {
    let engine = Engine(makeSmallBounds { $0.principals = 3 })
    func events(_ name: String, _ at: Double, _ make: (inout EventMaker) -> ChangeEvent) -> ChangeEvent {
      var maker = EventMaker()
      maker.principal = name
      var event = make(&maker)
      event.time = start + Int64(at * Double(second))
      event.identifier = "\(name)-\(at)"
      return event
    }
    let destroyer = events("destroyer", 0) { $0.delete("a", at: 0) }
    let tripped = events("tripped", 60) { $0.modify(at: 0, flags: [.oneStrike]) }
    let idle = events("idle", 120) { $0.modify(at: 0) }
    let busy = events("busy", 180) { $0.modify(at: 0) }
    engine.feed([destroyer, tripped, idle, busy])
    #expect(engine.record(destroyer) != nil && engine.record(tripped) != nil && engine.record(busy) != nil)
    #expect(engine.record(idle) == nil)
    #expect(engine.shard.evictedAtLimit == 1 && engine.shard.principalCount == 3)
    // A fourth that destroys takes the place of the last that may go; a fifth finds none, and is counted too.
    engine.feed([events("second destroyer", 240) { $0.delete("b", at: 0) }, events("newcomer", 300) { $0.modify(at: 0) }])
    #expect(engine.record(busy) == nil && engine.shard.principalCount == 3 && engine.shard.evictedAtLimit == 3)
  }

  @Test("eviction by time changes no verdict: principals come back after they were forgotten as if they had not been")
  func evictionByTime() {
    var forgotten = 0
    for seed in TestSeeds.take(60) {
      let engine = Engine(makeSmallModel())
      let reference = NaiveReference(makeSmallModel())
      var base = start
      for round in 0..<4 {
        let known = engine.shard.principalCount
        for tick in makeTicks(at: base) {
          engine.feed(tick)
          reference.process(tick)
        }
        #expect(engine.shard.principalCount == 0)
        forgotten += known
        let events = makeRound(seed &+ UInt64(round) &* 10_000, at: base)
        for event in events {
          engine.feed(event)
          reference.process(event)
        }
        base = (events.map(\.time).max()! / (60 * second) + 10) * 60 * second
      }
      #expect(engine.shard.takeVerdicts().map(\.identifier) == reference.verdicts.map(\.identifier), "ARRESTER_TEST_SEED=\(seed)")
    }
    if TestSeeds.fixed == nil { #expect(forgotten > 150, "the streams do leave principals behind") }
  }

  /// A service is not judged, but its events move the watermark and with it what is forgotten.
  private func makeTicks(at time: Int64) -> [ChangeEvent] {
    [Platform.aws, .kubernetes].map { platform in
      var maker = EventMaker()
      maker.kind = .service
      var tick = maker.modify(at: 0)
      tick.platform = platform
      tick.time = time
      tick.identifier = "tick-\(time)"
      return tick
    }
  }

  private func makeRound(_ seed: UInt64, at base: Int64) -> [ChangeEvent] {
    var generator = StreamGenerator(seed: seed, model: makeSmallModel())
    return generator.makeStream().compactMap { step in
      guard case .event(var event) = step else { return nil }
      event.time += base - start
      event.identifier += "-\(base)"
      return event
    }
  }

  @Test("a full second saturates: the windows that hold it have met any limit on destroyed, whatever the limit, and say so")
  func saturation() {
    var model = makeSmallBounds { $0.resourcesPerBucket = 4 }
    model.limits = KindTable { _ in [Limit(signal: .destroyed, window: 2, hard: 1000, soft: nil)] }
    var maker = EventMaker()
    let engine = Engine(model)
    #expect(engine.verdicts((0..<4).map { maker.delete("a\($0)", at: 0.1 * Double($0)) }).isEmpty)
    let verdicts = engine.verdicts([maker.delete("a4", at: 0.5)])
    #expect(verdicts.map(\.rule) == [.ceiling])
    #expect(verdicts.first?.isSaturated == true && verdicts.first?.destroyed == 4)
    #expect(verdicts.first?.jsonLine.contains("\"saturated\":true") == true)
    #expect(engine.shard.counters.saturations == 1)
  }

  @Test("a second is full in whatever order its parts arrive")
  func saturationBackwards() {
    var model = makeSmallBounds { $0.resourcesPerBucket = 4 }
    model.limits = KindTable { _ in [Limit(signal: .destroyed, window: 2, hard: 1000, soft: nil)] }
    var maker = EventMaker()
    let verdicts = Engine(model).verdicts((0..<5).map { maker.delete("a\($0)", at: 0.9 - 0.1 * Double($0)) })
    #expect(verdicts.map(\.rule) == [.ceiling])
  }

  @Test("more items than names saturate, even where what is named is the principal's own and young")
  func itemCount() {
    var model = makeDefaultModel()
    model.limits = KindTable { _ in [Limit(signal: .destroyed, window: 2, hard: 1000, soft: nil)] }
    var maker = EventMaker()
    var event = maker.delete("image", at: 10)
    event.itemCount = 300
    #expect(verdicts([event], model).map(\.isSaturated) == [true])
    #expect(verdicts([maker.create("image", at: 0), event], model).map(\.isSaturated) == [true])
  }

  @Test("one session's full second is not another's")
  func saturationOfSessions() {
    var model = makeSmallBounds { $0.resourcesPerBucket = 1 }
    model.limits = KindTable { _ in [Limit(signal: .destroyed, window: 0, hard: 1000, soft: nil)] }
    var maker = EventMaker()
    let engine = Engine(model)
    engine.shard.observer = { _ in }
    engine.feed([maker.delete("a", at: 0), maker.delete("b", at: 0)])
    maker.session = "run-2"
    let other = maker.modify(at: 0)
    engine.feed(other)
    let record = engine.record(other)!
    #expect(engine.shard.evaluator.past(record, 0, endingAt: Int(start / second), session: nil).isSaturated)
    #expect(engine.shard.evaluator.past(record, 0, endingAt: Int(start / second), session: 0).isSaturated)
    #expect(!engine.shard.evaluator.past(record, 0, endingAt: Int(start / second), session: 1).isSaturated)
  }

  @Test("sessions beyond the limit count for their principal alone, and are counted; idle ones make room")
  func sessions() {
    let engine = Engine(makeSmallBounds { $0.sessionsPerPrincipal = 2 })
    var maker = EventMaker()
    func modify(_ session: String, _ at: Double) -> ChangeEvent {
      maker.session = session
      return maker.modify(at: at)
    }
    engine.feed([modify("a", 0), modify("b", 1), modify("c", 2), modify("c", 3)])
    #expect(engine.shard.counters.sessionOverflows == 2)
    let record = engine.record(modify("a", 3))!
    #expect(record.pointee.sessions.count == 2)
    #expect(engine.shard.evaluator.past(record, 0, endingAt: Int(start / second) + 3, session: nil).changes == 4)
    engine.feed(modify("d", 3600 + 60 + 600 + 2))
    #expect(engine.shard.counters.sessionOverflows == 2 && record.pointee.sessions.count == 2)
    #expect((0..<2).contains { record.pointee.sessions[$0].name.text == "d" })
  }

  @Test("creates beyond the limit forget the oldest, which are counted; what is remembered is own and young still")
  func creates() {
    let engine = Engine(makeSmallBounds { $0.createsPerPrincipal = 64 })
    var maker = EventMaker()
    engine.feed((0..<100).map { maker.create("a\($0)", at: Double($0)) })
    #expect(engine.shard.counters.forgottenCreations > 0)
    let last = maker.delete("a99", at: 101)
    engine.feed(last)
    #expect(engine.record(last)!.pointee.creations.count <= 64)
    #expect(engine.record(last)!.pointee.destructions.count == 0)
    engine.feed(maker.delete("a0", at: 102))
    #expect(engine.record(last)!.pointee.destructions.count == 1)
  }

  @Test("regions beyond the limit share a place and are counted; a window then has seen at most as many as the limit")
  func regions() {
    let engine = Engine(makeSmallBounds { $0.regionsPerPrincipal = 8 })
    engine.shard.observer = { _ in }
    var maker = EventMaker()
    for number in 0..<20 {
      maker.region = "region-\(number)"
      engine.feed(maker.modify(at: 1))
    }
    let record = engine.record(maker.modify(at: 1))!
    #expect(engine.shard.counters.placeOverflows == 12 && record.pointee.regions.count == 8)
    #expect(engine.newest(record, 1).regions == 8)
  }

  @Test("permission targets are bounded")
  func permissionTargets() {
    let engine = Engine(makeSmallBounds { $0.permissionTargetsPerPrincipal = 16 })
    engine.shard.observer = { _ in }
    var maker = EventMaker()
    engine.feed((0..<200).map { maker.make(.modify, ["role-\($0)"], at: Double($0), flags: [.permission]) })
    #expect(engine.record(maker.modify(at: 0))!.pointee.permissionTargets.count <= 16)
  }

  @Test("a full table of latches refuses the newcomer's latch, counts it, and trips all the same")
  func latches() {
    let engine = Engine(makeSmallBounds { $0.latches = 1 })
    var first = EventMaker()
    var second = EventMaker()
    second.principal = "another"
    let verdicts = engine.verdicts([first.modify(at: 0, flags: [.oneStrike]), second.modify(at: 1, flags: [.oneStrike])])
    #expect(verdicts.map(\.type) == [.trip, .trip])
    #expect(engine.shard.latches.overflows == 1 && engine.shard.allLatches.count == 1)
  }

  @Test("a million events of one principal leave no more behind than the bounds allow")
  func flood() {
    var model = makeSmallBounds { $0.createsPerPrincipal = 256 }
    model.hold.restoration = .after(nanoseconds: 0)
    let engine = Engine(model)
    var maker = EventMaker()
    let frames = [
      maker.modify(at: 0), maker.modify(at: 0, flags: [.permission]), maker.delete("a", at: 0), maker.create("b", at: 0),
    ].map(FloodFrame.init)
    var peak = 0
    var trips = 0
    for index in 0..<1_000_000 {
      let frame = frames[index & 31 == 7 ? 2 : index & 31 == 9 ? 3 : index & 1]
      frame.patch(time: start + Int64(index) * 5_000_000, alias: UInt64(index))
      engine.shard.process(frame.frame, watermark: frame.frame.header.pointee.time, isTooLate: false)
      guard index & 1023 == 0 else { continue }
      peak = max(peak, engine.shard.table.pool.usedBytes)
      trips += engine.shard.takeVerdicts().count
    }
    // One cell a second and place for the windows and the lateness, and twice that before old ones are moved out; then creates,
    // targets and what is destroyed before a trip clears it.
    let cells = 2 * 2 * (3600 + 60 + 600) * MemoryLayout<Cell>.stride
    let creations = model.bounds.createsPerPrincipal * MemoryLayout<Creation>.stride
    let targets = model.bounds.permissionTargetsPerPrincipal * MemoryLayout<PermissionTarget>.stride
    let destructions = 20 * (MemoryLayout<Destruction>.stride + 3 * 64)
    #expect(peak < 2 * (cells + creations + targets + destructions))
    #expect(trips > 1000 && engine.shard.principalCount == 1 && engine.shard.counters.forgottenCreations > 0)
  }
}

/// A frame of its own whose time and first resource are written over: building a million would take longer than counting them.
private final class FloodFrame {
  private let memory: UnsafeMutableRawPointer
  let frame: EventFrame

  init(_ event: ChangeEvent) {
    let built = EventFrameBuilder()
    let source = built.frame(of: event)
    memory = .allocate(byteCount: source.totalLength, alignment: 16)
    memory.copyMemory(from: source.base, byteCount: source.totalLength)
    frame = EventFrame(base: memory)
  }

  deinit { memory.deallocate() }

  func patch(time: Int64, alias: UInt64) {
    memory.assumingMemoryBound(to: EventHeader.self).pointee.time = time
    let resource = (memory + MemoryLayout<EventHeader>.stride).assumingMemoryBound(to: ResourceEntry.self)
    resource.pointee.aliases[0] = alias
  }
}
