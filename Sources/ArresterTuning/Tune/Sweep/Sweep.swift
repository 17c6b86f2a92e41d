import ArresterBase
import ArresterEngine

/// Every limit by itself, then pairs of those that matter most.
struct Sweep {
  /// Limits whose pairs are tried, and values of each in a pair.
  static let pairedLimits = 6
  static let pairedValues = 8
  /// No more settings than this are tried: pairs that matter less are left out.
  static let maximumSettings = 1000

  /// What changing one limit alone does.
  struct Sensitivity {
    /// Index into the limits that are swept.
    var swept: Int
    /// One for each value tried and the current one, in order of value.
    var outcomes: [(value: Double, outcome: SettingOutcome)]

    /// How many different outcomes there are beside the first, and how far apart they lie.
    var weight: Double {
      let tallies = outcomes.map(\.outcome.fitted)
      func spread(_ value: (Tally) -> Int) -> Double {
        let values = tallies.map(value)
        let (least, most) = (values.min() ?? 0, values.max() ?? 0)
        return most == least ? 0 : Double(most - least) / Double(max(1, most))
      }
      return spread(\.wrongTrips) + spread(\.blast) + spread(\.missed)
    }
  }

  private(set) var sensitivities: [Sensitivity] = []
  private(set) var outcomes: [SettingOutcome] = []
  let current: SettingOutcome
  /// Wall time.
  private(set) var seconds = 0.0

  /// - Parameter onProgress: told how many settings are done.
  init(_ evaluation: Evaluation, onProgress: (Int) -> Void = { _ in }) {
    let start = SystemClock.monotonic()
    guard let current = evaluation.evaluate(.current) else { preconditionFailure("the model that is in force was checked") }
    self.current = current
    outcomes = [current]
    for index in evaluation.swept.indices { sweep(index, evaluation, onProgress) }
    for (left, right) in pairs() { sweep(left, right, evaluation, onProgress) }
    seconds = Double(SystemClock.monotonic() - start) / 1e9
  }

  private mutating func sweep(_ index: Int, _ evaluation: Evaluation, _ onProgress: (Int) -> Void) {
    var found = [(value: evaluation.swept[index].current, outcome: current)]
    for value in evaluation.swept[index].values {
      guard let outcome = evaluation.evaluate(Setting(changes: [Setting.Change(swept: index, value: value)])) else { continue }
      found.append((value, outcome))
      outcomes.append(outcome)
      onProgress(outcomes.count)
    }
    sensitivities.append(Sensitivity(swept: index, outcomes: found.sorted { $0.value < $1.value }))
  }

  private mutating func sweep(_ left: Sensitivity, _ right: Sensitivity, _ evaluation: Evaluation, _ onProgress: (Int) -> Void) {
    for first in values(left) {
      for second in values(right) where outcomes.count < Sweep.maximumSettings {
        let changes = [Setting.Change(swept: left.swept, value: first), Setting.Change(swept: right.swept, value: second)]
        guard let outcome = evaluation.evaluate(Setting(changes: changes)) else { continue }
        outcomes.append(outcome)
        onProgress(outcomes.count)
      }
    }
  }

  private func pairs() -> [(Sensitivity, Sensitivity)] {
    let telling = sensitivities.filter { $0.weight > 0 }.sorted { ($1.weight, $0.swept) < ($0.weight, $1.swept) }.prefix(Sweep.pairedLimits)
    return telling.indices.flatMap { left in telling.indices.filter { $0 > left }.map { (telling[left], telling[$0]) } }
  }

  /// First those at which the outcome becomes another, seen from the current value. Then others: what does nothing alone may do
  /// something together with another limit.
  private func values(_ sensitivity: Sensitivity) -> [Double] {
    var (telling, quiet): ([Double], [Double]) = ([], [])
    var known: [Tally] = []
    let own = sensitivity.outcomes.firstIndex { $0.outcome.setting == .current } ?? 0
    for entry in sensitivity.outcomes[own...] + sensitivity.outcomes[..<own].reversed() {
      var tally = entry.outcome.fitted
      tally.warnings = 0
      if entry.outcome.setting == .current {
        known.append(tally)
      } else if known.contains(tally) {
        quiet.append(entry.value)
      } else {
        known.append(tally)
        telling.append(entry.value)
      }
    }
    let chosen = SweepGrid.thinned(telling, to: Sweep.pairedValues)
    return chosen + SweepGrid.thinned(quiet, to: Sweep.pairedValues - chosen.count)
  }
}
