import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("A planned change")
struct PlannedChangeTests {
  private func trips(_ events: [ChangeEvent], _ plans: [PlannedWindow]) throws -> [Verdict] {
    verdicts(events, try makeModel(planned: plans)).filter { $0.type != .warn }
  }

  @Test("more calls than planned trip as a ceiling, and say of which plan")
  func calls() throws {
    var maker = EventMaker()
    let events = (0..<11).map { maker.modify(at: 100 + Double($0)) }
    #expect(verdicts(Array(events[..<10]), try makeModel(planned: [makePlan()])).isEmpty)
    let trip = try #require(try trips(events, [makePlan()]).first)
    #expect(trip.type == .trip && trip.rule == .ceiling && trip.plan == "plan-1" && trip.session == nil && trip.changes == 11)
    #expect(
      trip.signals == [SignalObservation(signal: .velocity, windowSeconds: 100, observed: 11, threshold: 10, isHard: true, isPlanned: true)]
    )
    #expect(trip.signals.map(\.name) == ["plannedChanges"])
    #expect(
      trip.jsonLine.contains(#""plan":"plan-1","signals":[{"name":"plannedChanges","windowSeconds":100,"observed":11,"threshold":10}]"#))
    #expect(trip.identifier == LatchKey(events[0]).tripIdentifier(number: 1) && trip.events == ["event-11"])
  }

  @Test("more destroyed resources than planned trip, each counted once, with their evidence")
  func destroyed() throws {
    var maker = EventMaker()
    var events = ["a", "b", "a", "c", "c", "a"].enumerated().map { maker.delete($1, at: 100 + Double($0)) }
    #expect(try trips(events, [makePlan()]).isEmpty)
    events.append(maker.delete("d", at: 110, severity: 8))
    let trip = try #require(try trips(events, [makePlan()]).first)
    #expect(trip.signals.map(\.name) == ["plannedDestroyed"] && trip.destroyed == 4 && trip.severity == 17)
    #expect(trip.resources.map(\.identifier) == ["d", "a", "b", "c"] && trip.regions == ["us-east-1"] && trip.scopes == ["111122223333"])
    #expect(Set(trip.events).count == 7)
  }

  @Test("it enters no other limit: neither its own deletions, nor together with those outside of it")
  func apart() throws {
    var maker = EventMaker()
    let plan = makePlan { ($0.maximumChanges, $0.maximumDestroyed) = (1000, 1000) }
    let planned = (0..<90).map { maker.delete("p\($0)", at: 100 + Double($0), severity: 8) }
    let before = [maker.delete("b", at: 90)]
    let after = [maker.delete("c", at: 200)]
    #expect(verdicts(before + planned + after, try makeModel(planned: [plan])).isEmpty)
    #expect(try trips(before + planned, []).count == 1, "without the plan it trips")
  }

  @Test("its edges: what is at from is in it, what is at until is not")
  func edges() throws {
    var maker = EventMaker()
    let plan = makePlan { $0.maximumDestroyed = 0 }
    #expect(try trips([maker.delete("a", at: 100)], [plan]).count == 1)
    #expect(try trips([maker.delete("a", at: 99.999), maker.delete("b", at: 200)], [plan]).isEmpty)
    #expect(try trips([maker.delete("a", at: 199.999)], [plan]).count == 1)
  }

  @Test("another action, scope, principal, kind or platform is judged as always")
  func others() throws {
    let changes: [(inout ChangeEvent) -> Void] = [
      { $0.action = "ec2:DeleteThing" }, { $0.scope = "999999999999" }, { $0.principal = "someone else" }, { $0.kind = .human },
      { $0.platform = .gcp },
    ]
    let plan = makePlan {
      $0.maximumDestroyed = 0
      $0.scopes = [Glob("1111*")]
      $0.kind = .agent
      $0.platform = .aws
    }
    var maker = EventMaker()
    #expect(try trips([maker.delete("a", at: 150)], [plan]).count == 1)
    for change in changes {
      var event = maker.delete("a", at: 150)
      change(&event)
      #expect(try trips([event], [plan]).isEmpty)
    }
  }

  @Test("failed calls count neither in the plan nor as pressure; fan-out counts what it destroys")
  func failedAndFanOut() throws {
    var maker = EventMaker()
    var events = (0..<50).map { maker.modify(at: 100 + Double($0), flags: [.failed]) }
    events += (0..<50).map { maker.modify(at: 100 + Double($0), flags: [.fanOut]) }
    #expect(try trips(events, [makePlan()]).isEmpty)
    events += (0..<4).map { maker.delete("a\($0)", at: 150 + Double($0), flags: [.fanOut]) }
    #expect(try trips(events, [makePlan()]).first?.signals.map(\.name) == ["plannedDestroyed"])
  }

  @Test("items that a record counts but does not name count, and what is its own and young does not")
  func unnamedAndOwn() throws {
    var maker = EventMaker()
    var many = maker.delete("a", at: 150)
    many.itemCount = 3
    #expect(try trips([many], [makePlan()]).isEmpty)
    #expect(try trips([many, maker.delete("b", at: 151)], [makePlan()]).count == 1)
    let own = (0..<5).flatMap { [maker.create("own-\($0)", at: 110), maker.delete("own-\($0)", at: 120)] }
    #expect(try trips(own, [makePlan()]).isEmpty)
    let late = (0..<5).map { maker.delete("own-\($0)", at: 120) } + (0..<5).map { maker.create("own-\($0)", at: 110) }
    #expect(try trips(Array(late[..<3] + late[5...7] + late[3...4]), [makePlan()]).isEmpty, "the creates of three came late")
  }

  @Test("what it creates is its own, and recreates nothing that was deleted outside of it")
  func recreated() throws {
    var maker = EventMaker()
    maker.isStateful = true
    let events = [maker.delete("db", at: 50), maker.create("db", at: 150), maker.delete("db", at: 250)]
    #expect(try trips(Array(events[..<2]), []).map(\.rule) == [.recreated], "without the plan it is recreated")
    #expect(try trips(events, [makePlan()]).isEmpty)
    #expect(try trips([events[1], events[0], events[2]], [makePlan()]).isEmpty)
  }

  @Test("one-strike stays, but for those that the plan names; tampering always does")
  func strikes() throws {
    var maker = EventMaker()
    let strike = maker.delete("a", at: 150, flags: [.oneStrike, .guardrailStrike])
    #expect(try trips([strike], [makePlan()]).map(\.rule) == [.oneStrike])
    let naming = makePlan { $0.oneStrikes = ["rds:delete"] }
    #expect(try trips([strike], [naming]).isEmpty)
    #expect(try trips([maker.delete("a", at: 250, flags: [.oneStrike])], [naming]).map(\.rule) == [.oneStrike], "outside of the window")
    #expect(try trips([maker.delete("a", at: 150, flags: [.tampering])], [naming]).map(\.rule) == [.tampering])
  }

  @Test("each repetition has its own counts, and the last ends where the plan does")
  func repetition() throws {
    let day = 86_400.0
    let plan = makePlan {
      $0.repetition = PlannedWindow.Repetition(period: .daily, until: start + Int64(2 * day + 150) * second)
      $0.maximumDestroyed = 2
    }
    var maker = EventMaker()
    let two = (0..<3).flatMap { occurrence in
      (0..<2).map { maker.delete("\(occurrence)-\($0)", at: Double(occurrence) * day + 140 + Double($0)) }
    }
    #expect(verdicts(two, try makeModel(planned: [plan])).isEmpty)
    #expect(try trips(two + [maker.delete("x", at: 2 * day + 145)], [plan]).map(\.plan) == ["plan-1"])
    #expect(try trips(two + [maker.delete("x", at: 2 * day + 150)], [plan]).isEmpty, "beyond the end")
  }

  @Test("of two plans that hold, the one that begins first counts")
  func first() throws {
    var maker = EventMaker()
    let early = makePlan { $0.from -= 10 * second }
    let late = makePlan {
      $0.identifier = "plan-2"
      $0.maximumChanges = 1
    }
    let engine = Engine(try makeModel(planned: [late, early]))
    engine.feed((0..<10).map { maker.modify(at: 110 + Double($0)) })
    #expect(engine.shard.counters.planned == ["plan-1": 10] && engine.shard.takeVerdicts().isEmpty)
  }

  @Test("after a restoration it counts from nothing")
  func restored() throws {
    var maker = EventMaker()
    let engine = Engine(try makeModel(planned: [makePlan()]))
    engine.feed((0..<11).map { maker.modify(at: 100 + Double($0)) })
    #expect(engine.shard.takeVerdicts().count == 1)
    engine.feed(maker.modify(at: 115))
    engine.shard.restore(LatchKey(maker.modify(at: 0)), at: start + 120 * second)
    engine.feed((0..<10).map { maker.modify(at: 121 + Double($0)) })
    #expect(engine.shard.takeVerdicts().isEmpty)
    engine.feed(maker.modify(at: 140))
    #expect(engine.shard.takeVerdicts().map(\.tripNumber) == [2])
  }

  @Test("a page pages")
  func page() throws {
    var maker = EventMaker()
    maker.kind = .human
    #expect(try trips((0..<11).map { maker.modify(at: 100 + Double($0)) }, [makePlan()]).map(\.type) == [.page])
  }
}
