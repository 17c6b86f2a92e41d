import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents
import Testing

@testable import ArresterTuning

@Suite("The facts of a report")
struct ReplayFactsTests {
  @Test("a report changes no verdict, and says the same with any number of shards")
  func same() throws {
    let names = ["delete-and-recreate", "region-sweep", "key-rotation", "incident-responder", "blue-green", "retry-storm"]
    let playing = Playing(names.compactMap(Scenario.named))
    let lines = playing.lines
    let plain = try playing.replayed()
    let kinds = Scenario.all.flatMap(\.kinds)
    let plans = try PlanTable(playing.played.flatMap(\.plans), bounds: try TestModel.load().engine.bounds)
    let one = try Reporting(lines, kinds: kinds) { $0.plans = plans }
    #expect(one.facts.summary.shards.planned.values.reduce(0, +) > 0)
    #expect(one.result.verdicts == plain.verdicts && !plain.verdicts.isEmpty)
    let three = try Reporting(lines, kinds: kinds) {
      $0.plans = plans
      $0.shards = 3
    }
    #expect(three.result.verdicts == plain.verdicts)
    #expect(three.timelessJSON == one.timelessJSON)
    #expect(three.timelessPage == one.timelessPage)
  }

  @Test("as they arrived, late ones among them, verdicts are the same with and without a report too")
  func late() throws {
    let lines = Playing(named: "region-sweep").lines
    let arriving = lines.enumerated().sorted { ($0.offset ^ 1) < ($1.offset ^ 1) }.map(\.element)
    let plain = try Playing(named: "region-sweep").replayed { $0.isAsArrived = true }
    let reported = try Reporting(lines, kinds: Scenario.all.flatMap(\.kinds)) { $0.isAsArrived = true }
    #expect(reported.result.verdicts == plain.verdicts)
    let swapped = try Reporting(arriving, kinds: Scenario.all.flatMap(\.kinds)) { $0.isAsArrived = true }
    // The windows are the same in the end.
    #expect(swapped.facts.trips.count == reported.facts.trips.count)
  }

  @Test("a principal's maxima are what its windows held at most, beside the limits of its kind")
  func maxima() throws {
    let calls = ReportedCall()
    // Three within five minutes, then a fourth within the hour.
    let records = calls.records(3, from: 0) + [ReportedCall(thing: "late").record(1200, id: "late")]
    let reporting = try Reporting(records)
    let facts = try #require(reporting.principal("claude-deploy"))
    #expect(facts.maximum(.destroyed, window: 0) == 3 && facts.maximum(.destroyed, window: 1) == 3)
    #expect(facts.maximum(.destroyed, window: 2) == 4 && facts.maximum(.velocity, window: 2) == 4)
    #expect(facts.changes == 4 && facts.destructive == 4 && facts.failed == 0 && facts.trips == 0)
    let hour = try #require(reporting.facts.limits[.agent].first { $0.signal == .destroyed && $0.window == 2 })
    #expect(reporting.facts.share(facts, of: hour, isHard: false) == 0.8 && reporting.facts.share(facts, of: hour, isHard: true) == 0.2)
  }

  @Test("refused calls show in the pressure, and in nothing else")
  func pressure() throws {
    let reporting = try Reporting(ReportedCall(error: "AccessDenied").records(5, from: 0))
    let facts = try #require(reporting.principal("claude-deploy"))
    #expect(facts.failed == 5 && facts.changes == 0)
    #expect(facts.maximum(.pressure, window: 1) == 5 && facts.maximum(.velocity, window: 1) == 0)
  }

  @Test("a distribution says how many principals would have met a limit at each place")
  func reaching() throws {
    let records = (1...4).flatMap { ReportedCall(role: "claude-\($0)").records($0, from: $0 * 10, id: "e\($0)") }
    let facts = try Reporting(records).facts
    let destroyed = try #require(facts.distributions.first { $0.kind == .agent && $0.signal == .destroyed && $0.window == 1 })
    #expect(destroyed.maxima == [1, 2, 3, 4])
    #expect((1...5).map { destroyed.principals(reaching: Double($0)) } == [4, 3, 2, 1, 0])
    #expect(destroyed.maximum(atShare: 0.5) == 2 && destroyed.maximum(atShare: 1) == 4)
    #expect(destroyed.changes.total == 10 && destroyed.changes.quantile(0.4) == 1)
  }

  @Test("principals beyond the bound are counted, and their verdicts stand")
  func bounded() throws {
    var bounds = ReportBounds()
    bounds.principals = 2
    let records = (0..<4).flatMap { ReportedCall(role: "claude-\($0)").records(6, from: $0 * 10, id: "e\($0)") }
    let reporting = try Reporting(records, bounds: bounds)
    #expect(reporting.facts.principals.count == 2 && reporting.facts.cuts.changesOfUnkeptPrincipals == 12)
    #expect(reporting.result.summary.trips == 4 && reporting.facts.trips.count == 2)
    #expect(reporting.facts.html.contains("12 changes of principals beyond the first 2"))
  }

  @Test("changes beyond the bound lead to a trip all the same, which knows less of what led to it")
  func recentBounded() throws {
    var bounds = ReportBounds()
    bounds.recentChanges = 3
    let reporting = try Reporting(ReportedCall().records(16, from: 0), bounds: bounds)
    let story = try #require(reporting.facts.trips.first)
    #expect(story.before.count < 5 && story.destroyedAfter == 11 && reporting.facts.cuts.recentChanges > 0)
  }

  @Test("dead letters are told by reason with their first places")
  func deadLetters() throws {
    let reporting = try Reporting(["{", "{}", "{}", "{}", "{}"] + ReportedCall().records(1, from: 0))
    #expect(reporting.facts.deadLetterPlaces[.noTime] == ["memory:2", "memory:3", "memory:4"])
    #expect(reporting.facts.deadLetterPlaces.count == 2)
    #expect(reporting.facts.html.contains("memory:2, memory:3, memory:4"))
  }
}
