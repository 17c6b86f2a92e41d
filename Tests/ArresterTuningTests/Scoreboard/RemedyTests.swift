import Arrester
import Testing

@testable import ArresterTuning

/// What docs/detection.md says would help, shown to help.
@Suite("Changes to the model that see more, or trip less")
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

  @Test("a hard limit on permissions sees the avalanche, and no honest work")
  func permissions() throws {
    let names = ["permission-avalanche"] + Scenario.honest.map(\.name).filter { !ScoreboardTests.misjudged.contains($0) }
    let board = try board(names) { file in
      ChangedModel.agentLimits(&file) { limits in
        for index in limits.indices where limits[index]["signal"] as? String == "permissions" { limits[index]["hard"] = 20 }
      }
    }
    #expect(board.rows[0].outcomes.allSatisfy { $0.rule == .ceiling && $0.changes == 20 })
    #expect(board.rows.dropFirst().flatMap(\.outcomes).allSatisfy { $0.falseTrips == 0 })
  }

  @Test("a ratio over an hour only lets a release take its predecessor away, and still sees destruction")
  func ratio() throws {
    let harmful = ["wrong-workspace-destroy", "token-switch", "scale-to-zero", "retry-storm"]
    let board = try board(["blue-green"] + harmful) { file in
      ChangedModel.agentLimits(&file) { limits in
        limits.removeAll { $0["signal"] as? String == "destructiveRatio" && $0["windowSeconds"] as? Int == 300 }
      }
    }
    #expect(board.rows[0].outcomes.allSatisfy { $0.falseTrips == 0 })
    #expect(board.rows.dropFirst().flatMap(\.outcomes).allSatisfy { $0.rule != nil && $0.blast <= 7 })
  }
}
