import Arrester
import ArresterBase

@testable import ArresterTuning

/// What rules of one threshold say about the same scenarios with the same seeds, beside Arrester.
struct ComparisonTable {
  /// One rule, one scenario, over all seeds.
  struct Cell: Equatable {
    var fired = 0
    /// Distinct resources destroyed until it fired; all where it did not.
    var blasts: [Int] = []
  }

  private(set) var cells: [String: [Cell]] = [:]
  let board: Scoreboard

  /// - Parameter scale: of the ordinary work for Arrester; the others look at scenarios alone.
  init(seeds: Int, scale: Double) throws {
    let model = try TestModel.load()
    board = try Scoreboard.run(Simulation(scale: scale), seeds: seeds, model: model)
    for seed in 1...UInt64(seeds) {
      for played in Playing(seed: seed).played {
        let history = ChangeHistory(played.lines, model.events)
        for (index, rule) in SingleThreshold.allCases.enumerated() {
          let time = ComparisonTable.time(rule, played)
          var row = cells[played.name] ?? SingleThreshold.allCases.map { _ in Cell() }
          row[index].fired += time == nil ? 0 : 1
          row[index].blasts.append(history.destroyed(upTo: time))
          cells[played.name] = row
        }
      }
    }
  }

  /// Event time in nanoseconds at which the first of its principals meets the rule. What leads up to a disaster is no part of it.
  private static func time(_ rule: SingleThreshold, _ played: PlayedScenario) -> Int64? {
    let judged = played.labels.filter { $0.judgement != .unknown }
    return judged.compactMap { label in
      let records = played.trail.filter { $0.caller.principal == label.principal }
      guard let time = rule.fires(on: records, midnight: Simulation.defaultMidnight).map({ $0 * Timestamp.nanosecondsPerSecond }) else {
        return nil
      }
      return time >= label.first ? time : nil
    }.min()
  }

  /// A table of Markdown: for harmful scenarios how often each fired and after how much damage, for honest ones how often it did.
  var markdown: String {
    let names = ["scenario", "must be", "Arrester"] + SingleThreshold.allCases.map(\.name)
    let lines = [names, names.map { _ in "---" }] + board.rows.map(line)
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  private func line(_ row: Scoreboard.Row) -> [String] {
    let isHarmful = row.scenario.judgement == .harmful
    let own = Cell(
      fired: isHarmful ? row.outcomes.count { $0.rule != nil } : row.outcomes.count { $0.falseTrips > 0 },
      blasts: row.outcomes.map(\.blast))
    return ["`\(row.scenario.name)`", row.scenario.judgement.rawValue]
      + ([own] + (cells[row.scenario.name] ?? [])).map { words($0, isHarmful, row.outcomes.count) }
  }

  private func words(_ cell: Cell, _ isHarmful: Bool, _ seeds: Int) -> String {
    guard isHarmful else { return cell.fired == 0 ? "quiet" : "wrong, \(cell.fired) of \(seeds)" }
    guard cell.fired > 0 else { return "missed" }
    return "\(cell.fired) of \(seeds), after \(Scoreboard.range(cell.blasts))"
  }
}
