import ArresterEvents
import Testing

@testable import ArresterEngine

/// What finds things fast, against a look at all there is: with many things of few names, and with many of many.
@Suite("Ledger")
struct LedgerTests {
  @Test("the newest windows' tallies are what the destructions themselves come to", arguments: [3, 12, 400])
  func tallies(names: Int) {
    for seed in TestSeeds.take(12) {
      var random = SeededRandom(seed: seed)
      let engine = Engine(withoutReach(makeSmallModel()))
      var maker = EventMaker()
      var now = 0.0
      for step in 0..<400 {
        now += random.pick([0, 0, 0.5, 1, 1, 2, random.chance(2) ? 150 : 3])
        let name = "thing-\(random.number(1...names))"
        // Creates that come late, and some that stand in the future of the window.
        let at = random.chance(70) ? now : now + Double(random.number(-30...4))
        switch random.number(0...9) {
        case 0..<6: engine.feed(maker.delete(name, at: at, severity: random.pick([1, 3, 5, 8]), flags: random.chance(30) ? .stateful : []))
        case 6: engine.feed(maker.make(.disrupt, [name, "other-\(name)"], at: at, severity: 1))
        case 7, 8: engine.feed(maker.create(name, at: at))
        default: engine.feed(maker.modify(at: at))
        }
        guard let record = engine.record(maker.modify(at: now)) else { continue }
        for window in 0..<3 {
          let newest = engine.newest(record, window)
          let whole = engine.shard.evaluator.past(record, window, endingAt: Int(record.pointee.newestSecond), session: nil)
          #expect(Tally(newest) == Tally(whole), "ARRESTER_TEST_SEED=\(seed) step \(step) window \(window)")
        }
      }
    }
  }

  private struct Tally: Equatable {
    let numbers: [Int]
    let hasStatefulRecreation: Bool

    init(_ values: WindowValues) {
      numbers = [
        values.destroyed, values.severity, values.heavySeverity, values.recreated, values.changes, values.destructive, values.failed,
      ]
      hasStatefulRecreation = values.hasStatefulRecreation
    }
  }

  /// Nothing trips, so that ledgers grow.
  private func withoutReach(_ model: EngineModel) -> EngineModel {
    var model = model
    model.limits = KindTable { _ in [Limit(signal: .destroyed, window: 2, hard: 1e9, soft: nil)] }
    return model
  }

  @Test("what was made is found by its name, among few and among many, until it is forgotten")
  func creations() {
    var model = withoutReach(makeSmallModel())
    model.bounds.createsPerPrincipal = 64
    for seed in TestSeeds.take(12) {
      var random = SeededRandom(seed: seed)
      let engine = Engine(model)
      var maker = EventMaker()
      for step in 0..<300 {
        let at = Double(step) * (random.chance(3) ? 1.5 : 1)
        engine.feed(maker.create("thing-\(random.number(1...30))", at: at))
        let record = engine.record(maker.modify(at: 0))!
        let creations = record.pointee.creations
        let alias = creations[random.number(0...creations.count - 1)].alias
        var found: [Int64] = []
        engine.shard.creations(of: record).forEach(alias) { creation in
          found.append(creation.time)
          return true
        }
        let all = (0..<creations.count).map { creations[$0] }.filter { $0.isOf(alias) }.map(\.time)
        #expect(found.sorted() == all.sorted(), "ARRESTER_TEST_SEED=\(seed) step \(step)")
      }
      #expect(engine.shard.counters.forgottenCreations > 0)
    }
  }

  @Test("what was permitted is told when its target was made, among few targets and among many", arguments: [8, 64])
  func permissions(targets: Int) {
    var model = withoutReach(makeSmallModel())
    model.bounds.permissionTargetsPerPrincipal = targets
    for seed in TestSeeds.take(12) {
      var random = SeededRandom(seed: seed)
      let engine = Engine(model)
      var maker = EventMaker()
      for step in 0..<300 {
        let at = Double(step) / 10 + (random.chance(70) ? 0 : Double(random.number(-3...0)))
        let names = (0..<random.number(1...3)).map { _ in "thing-\(random.number(1...40))" }
        engine.feed(random.chance(40) ? maker.create(names[0], at: at) : maker.make(.modify, names, at: at, flags: .permission))
        guard let record = engine.record(maker.modify(at: 0)) else { continue }
        let known = record.pointee.permissionTargets
        for index in 0..<known.count {
          let target = known[index]
          let aliases = (0..<target.aliasCount).map { target.aliases[$0] }
          let made = (0..<record.pointee.creations.count).map { record.pointee.creations[$0] }
            .filter { aliases.contains(where: $0.isOf) && $0.time <= target.time }.map(\.time).max()
          #expect(target.madeAt == made ?? PermissionTarget.unknown, "ARRESTER_TEST_SEED=\(seed) step \(step)")
        }
        #expect(known.count <= targets)
      }
    }
  }

  @Test("a session is itself again among hundreds, and after idle ones made room")
  func sessions() {
    let engine = Engine(withoutReach(makeDefaultModel()))
    var maker = EventMaker()
    func feed(_ session: Int, _ at: Double) -> Int {
      maker.session = "run-\(session)"
      let event = maker.modify(at: at)
      engine.feed(event)
      let record = engine.record(event)!
      return (0..<record.pointee.sessions.count).first { record.pointee.sessions[$0].name.text == "run-\(session)" } ?? -1
    }
    let places = (0..<256).map { feed($0, Double($0)) }
    #expect(places == Array(0..<256) && feed(300, 256) == -1 && engine.shard.counters.sessionOverflows == 1)
    #expect((0..<256).allSatisfy { feed($0, 300) == $0 } && engine.shard.counters.sessionOverflows == 1)
    // All but the first hundred fall idle.
    for session in 0..<100 { _ = feed(session, 3000) }
    let replaced = feed(301, 300 + 3600 + 60 + 600 + 1)
    #expect(replaced >= 100 && feed(301, 4700) == replaced && feed(7, 4700) == 7)
    #expect(engine.shard.counters.sessionOverflows == 1)
  }
}
