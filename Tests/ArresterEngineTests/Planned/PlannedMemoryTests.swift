import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("What is kept of planned changes")
struct PlannedMemoryTests {
  private let hours = 3600.0

  private func long(_ identifier: String = "plan-1") -> PlannedWindow {
    makePlan {
      $0.identifier = identifier
      $0.until = start + 10 * 3600 * second
    }
  }

  @Test("a plan counts on where its principal's windows are long forgotten")
  func outlives() throws {
    var (maker, other) = (EventMaker(), EventMaker())
    other.principal = "someone else"
    let engine = Engine(try makeModel(planned: [long()]))
    let first = maker.delete("a", at: 200)
    engine.feed([first, maker.delete("b", at: 201), maker.delete("c", at: 202), other.modify(at: 5 * hours)])
    #expect(engine.record(first) == nil)
    #expect(engine.shard.oldestPlannedTime == start + 100 * second - 3600 * second)
    #expect(engine.verdicts([maker.delete("d", at: 5 * hours)]).map(\.plan) == ["plan-1"])
  }

  @Test("it is forgotten once it is over and nothing may come late into what it matters to")
  func over() throws {
    var (maker, other) = (EventMaker(), EventMaker())
    other.principal = "someone else"
    let engine = Engine(try makeModel(planned: [long()]))
    engine.feed([maker.delete("a", at: 200), other.modify(at: 10 * hours + 1)])
    #expect(engine.shard.planned.count == 1)
    for minute in 1...80 { engine.feed(other.modify(at: 10 * hours + Double(minute) * 60)) }
    #expect(engine.shard.planned.count == 0 && engine.shard.oldestPlannedTime == nil)
  }

  @Test("thousands of repeated disruptions keep to the bound and do not exceed the plan; one more resource does")
  func repeated() throws {
    var model = try makeModel(planned: [
      makePlan { ($0.maximumChanges, $0.maximumDestroyed, $0.until) = (10_000, 100, start + 7200 * second) }
    ])
    model.bounds.destructionsPerPrincipal = 200
    let engine = Engine(model)
    var maker = EventMaker()
    engine.feed((0..<2000).map { maker.make(.disrupt, ["thing-\($0 % 50)"], at: 100 + Double($0), severity: 1) })
    #expect(engine.shard.takeVerdicts().isEmpty && engine.shard.counters.saturations == 0)
    engine.feed(maker.delete("another", at: 2200))
    let trip = try #require(engine.shard.takeVerdicts().first)
    #expect(trip.isSaturated && trip.destroyed == 50 && engine.shard.counters.saturations == 1)
  }

  @Test("the pool gets back what a plan took")
  func pool() throws {
    let engine = Engine(try makeModel(planned: [long()]))
    var maker = EventMaker()
    engine.feed(maker.modify(at: 0))
    let before = engine.shard.table.pool.usedBytes
    engine.feed((0..<3).map { maker.delete("a\($0)", at: 200 + Double($0)) })
    #expect(engine.shard.table.pool.usedBytes > before)
    engine.shard.setPlans(.empty)
    #expect(engine.shard.table.pool.usedBytes == before)
  }

  @Test("other plans replace them: what stays keeps its counts, what goes is judged as always")
  func replaced() throws {
    let engine = Engine(try makeModel(planned: [long()]))
    var maker = EventMaker()
    engine.feed((0..<3).map { maker.delete("a\($0)", at: 200 + Double($0)) })
    engine.shard.setPlans(try PlanTable([long(), long("plan-2")]))
    #expect(engine.verdicts([maker.delete("d", at: 210)]).map(\.plan) == ["plan-1"])

    let other = Engine(try makeModel(planned: []))
    other.feed(maker.modify(at: 150))
    other.shard.setPlans(try PlanTable([long()]))
    other.feed((0..<3).map { maker.delete("a\($0)", at: 200 + Double($0)) })
    #expect(other.shard.counters.planned == ["plan-1": 3], "a record that was there before")
    other.shard.setPlans(.empty)
    other.feed((0..<2).map { maker.delete("b\($0)", at: 210 + Double($0)) })
    #expect(other.shard.counters.planned == ["plan-1": 3])
    #expect(other.newest(try #require(other.record(maker.modify(at: 0))), 1).destroyed == 2)
  }
}
