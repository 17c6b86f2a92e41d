import Arrester
import ArresterEngine
import Foundation
import Testing

@testable import ArresterTuning

@Suite("The scoreboard")
struct ScoreboardTests {
  /// What the default model's rules do not see, or not always; docs/detection.md says why.
  static let partlySeen: Set<String> = ["slow-drip", "role-switch"]

  private static let board = Result { try Scoreboard.run(Simulation(scale: 0.2), seeds: 2, model: try TestModel.load()) }

  private func row(_ name: String) throws -> Scoreboard.Row {
    try #require(try ScoreboardTests.board.get().rows.first { $0.scenario.name == name })
  }

  @Test("what is harmful is tripped, but for what is said not to be", arguments: Scenario.harmful.map(\.name))
  func harmful(name: String) throws {
    let row = try row(name)
    guard !ScoreboardTests.partlySeen.contains(name) else {
      #expect(row.outcomes.allSatisfy { $0.isNoticed })
      return
    }
    #expect(row.outcomes.allSatisfy { $0.rule != nil && $0.blast <= $0.destroyed && $0.falseTrips == 0 })
  }

  @Test(
    "where one rule has to see it, that one does",
    arguments: [
      "one-irreversible-call", "deny-removal", "blind-then-destroy", "bucket-lifecycle-emptying", "stack-deletion", "delete-and-recreate",
      "poisoned-baseline", "permission-avalanche",
    ])
  func rules(name: String) throws {
    let row = try row(name)
    #expect(row.outcomes.map(\.rule) == [row.scenario.rule, row.scenario.rule])
  }

  @Test("what is honest is not tripped, given its kinds and plans", arguments: Scenario.honest.map(\.name))
  func honest(name: String) throws {
    let row = try row(name)
    #expect(row.outcomes.allSatisfy { $0.falseTrips == 0 && ($0.pages == 0 || row.scenario.mayPage) })
  }

  @Test("ordinary work trips nothing")
  func background() throws {
    let board = try ScoreboardTests.board.get()
    #expect(board.backgroundTrips == 0 && board.backgroundPages == 0 && board.backgroundPrincipalDays > 10)
  }

  @Test("before what is irreversible nothing is lost but what the call itself takes")
  func blast() throws {
    #expect(try row("one-irreversible-call").outcomes.allSatisfy { $0.blast == 1 && $0.changes == 2 })
    #expect(try row("stack-deletion").outcomes.allSatisfy { $0.blast >= 10 && $0.blast < $0.destroyed / 2 })
    #expect(try row("slow-drip").outcomes.allSatisfy { $0.blast == $0.destroyed && $0.blast > 60 })
  }

  @Test("a baseline that was led along is learnt, and lets nothing through")
  func poisonedBaseline() throws {
    let learnt = try Playing(named: "poisoned-baseline").replayed()
    var model = try TestModel.load()
    model.engine.baseline = nil
    let plain = try Playing(named: "poisoned-baseline").replayed(model)
    #expect(learnt.summary.shards.baselines.learnt >= 50, "it is what it is known for")
    #expect(learnt.verdicts.filter { $0.type == .trip } == plain.verdicts.filter { $0.type == .trip } && learnt.summary.trips > 0)
  }

  @Test("a storm of refused calls trips no second time")
  func retries() throws {
    let result = try Playing(named: "retry-storm").replayed()
    #expect(result.verdicts.filter { $0.type == .trip }.map(\.tripNumber) == [1])
    #expect(result.summary.admission.failed > 100)
  }

  @Test(
    "without its plan a clean-up, a drill or a migration is a destroy like any other",
    arguments: ["preview-cleanup", "disaster-recovery-drill", "account-migration"])
  func unplanned(name: String) throws {
    #expect(try Playing(named: name).replayed { $0.plans = .empty }.verdicts.contains { $0.type == .trip })
  }

  @Test("without its plan a rotation pages", arguments: ["snapshot-rotation", "key-rotation"])
  func unplannedRotation(name: String) throws {
    let types = try Playing(named: name).replayed { $0.plans = .empty }.verdicts.map(\.type)
    #expect(types.contains(.page) && !types.contains(.trip))
  }

  @Test("a controller that is not declared to be a service pages")
  func undeclared() throws {
    let lines = Playing(named: "autoscaler").lines
    let result = try Replay(model: try TestModel.load(), options: Replay.Options()).run(records: lines, clock: MonthLater())
    #expect(result.verdicts.contains { $0.type == .page && $0.principal.hasSuffix("karpenter-controller") })
  }

  @Test("the table has a row a scenario, and the JSON one outcome a seed")
  func printed() throws {
    let board = try ScoreboardTests.board.get()
    let lines = board.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasPrefix("SCENARIO") && lines.count > Scenario.all.count + 1)
    for (index, scenario) in Scenario.all.enumerated() { #expect(lines[index + 1].hasPrefix(scenario.name)) }
    let object = try #require(try JSONSerialization.jsonObject(with: Data(board.json.utf8)) as? [String: Any])
    let rows = try #require(object["scenarios"] as? [[String: Any]])
    #expect(rows.allSatisfy { ($0["outcomes"] as? [Any])?.count == 2 })
    #expect(object["model"] as? String == (try TestModel.load()).identifier)
  }

  @Test("what is known when records are handed over is known later, and more is gone by then")
  func delivered() throws {
    for row in try ScoreboardTests.board.get().rows where row.scenario.judgement == .harmful {
      #expect(row.outcomes.allSatisfy { $0.blast <= $0.blastAtDelivery && $0.blastAtDelivery <= $0.destroyed })
    }
    #expect(try row("wrong-workspace-destroy").outcomes.allSatisfy { $0.blast < 10 && $0.blastAtDelivery > 30 })
  }

  @Test("ranges tell least, most and the median", arguments: [([3], "3"), ([2, 2], "2"), ([9, 2, 4], "2-9 (4)"), ([], "-")])
  func ranges(values: [Int], text: String) { #expect(Scoreboard.range(values) == text) }
}
