import Arrester
import Testing

@testable import ArresterTuning

/// What docs/detection.md says of other limits than those of the default model, shown.
@Suite("Changes to the model that see more, or trip more")
struct RemedyTests {
  private func board(_ names: [String], _ change: (inout [String: Any]) -> Void) throws -> Scoreboard {
    let simulation = Simulation(scenarios: names.compactMap(Scenario.named), scale: 0)
    return try Scoreboard.run(simulation, seeds: 2, model: try ChangedModel.load(change))
  }

  @Test("a window of a day with a ceiling sees the drip")
  func day() throws {
    let board = try board(["slow-drip", "new-agent-first-day", "integration-tests"]) { file in
      file["windows"] = (file["windows"] as? [Any] ?? []) + [["seconds": 86_400, "bucketSeconds": 3600]]
      ChangedModel.agentLimits(&file) { $0.append(["signal": "destroyed", "windowSeconds": 86_400, "hard": 40]) }
    }
    #expect(board.rows[0].outcomes.allSatisfy { $0.rule == .ceiling && $0.blast == 40 })
    #expect(board.rows.dropFirst().flatMap(\.outcomes).allSatisfy { $0.falseTrips == 0 })
  }

  @Test("the ceiling on permissions stops the avalanche at the twentieth, without it nobody does")
  func permissions() throws {
    let known = try board(["permission-avalanche"]) { _ in }
    #expect(known.rows[0].outcomes.allSatisfy { $0.rule == .ceiling && $0.changes == 20 })
    let without = try board(["permission-avalanche"]) { ChangedModel.setAgent(&$0, "permissions", in: 300, "hard", to: nil) }
    #expect(without.rows[0].outcomes.allSatisfy { $0.rule == nil && $0.isNoticed })
  }

  @Test("a ratio of three in ten within five minutes trips a release that takes its predecessor away")
  func ratio() throws {
    let strict = try board(["blue-green"]) { ChangedModel.setAgent(&$0, "destructiveRatio", in: 300, "soft", to: 0.3) }
    #expect(strict.rows[0].outcomes.allSatisfy { $0.falseTrips == 1 })
  }
}
