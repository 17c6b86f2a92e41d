import ArresterBase
import ArresterEngine
import ArresterEvents

/// What a planned change allows, as a scenario says it.
struct PlannedAllowance {
  var actions = ["*"]
  var scopes: [String] = []
  var changes: Int
  var destroyed: Int
  /// Minutes after midnight.
  var minutes: ClosedRange<Int>
  var repeats: PlannedWindow.Period?
  var oneStrikes: [String] = []
  var reason: String
}

extension Story {
  /// Two people agreed on it the evening before.
  mutating func plan(_ identifier: String, for caller: Caller, _ allowance: PlannedAllowance) {
    func time(_ minutes: Int) -> Int64 { midnight + Int64(minutes) * 60 * Timestamp.nanosecondsPerSecond }
    // Four weeks: one approval covers 90 days at most.
    let repetition = allowance.repeats.map { PlannedWindow.Repetition(period: $0, until: time(allowance.minutes.lowerBound + 28 * 1440)) }
    plan(
      PlannedWindow(
        identifier: identifier, platform: .aws, principal: caller.principal ?? "", actions: allowance.actions.map(Glob.init),
        scopes: allowance.scopes.map(Glob.init), maximumChanges: allowance.changes, maximumDestroyed: allowance.destroyed,
        from: time(allowance.minutes.lowerBound), until: time(allowance.minutes.upperBound), repetition: repetition,
        oneStrikes: allowance.oneStrikes, requestedBy: "mara.lindt@example.com", approvedBy: "tomas.okafor@example.com",
        approvedAt: time(-360), reason: allowance.reason))
  }
}
