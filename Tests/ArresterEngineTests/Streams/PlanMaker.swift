import ArresterEvents

@testable import ArresterEngine

/// Plans for the principals of random streams.
enum PlanMaker {
  static func plans(_ seed: UInt64) -> PlanTable {
    var random = SeededRandom(seed: seed &+ 991)
    let plans = (0..<random.number(1...5)).map { plan($0, &random) }
    do { return try PlanTable(plans) } catch { fatalError("seed \(seed): \(error)") }
  }

  private static func plan(_ number: Int, _ random: inout SeededRandom) -> PlannedWindow {
    let from = start + Int64(random.number(0...120)) * second + Int64(random.pick([0, 0, 1, 500_000_000]))
    let actions = random.pick([["*"], ["*:delete-*", "*:disrupt-*"], ["RDS:*"], ["ec2:create-?", "ec2:delete-1"], []])
    return PlannedWindow(
      identifier: "plan-\(number)", platform: random.pick([nil, nil, .aws]), principal: "principal-\(random.number(0...1))",
      kind: random.pick([nil, nil, .agent]), actions: actions.map(Glob.init),
      scopes: (actions.isEmpty ? ["scope-1"] : random.pick([[], ["scope-*"], ["scope-2", "scope-3"]])).map(Glob.init),
      maximumChanges: random.number(1...9), maximumDestroyed: random.number(0...4), from: from,
      until: from + Int64(random.number(5...200)) * second,
      repetition: random.chance(10) ? PlannedWindow.Repetition(period: .daily, until: from + 3 * PlannedWindow.day) : nil,
      oneStrikes: actions == ["*"] ? ["rds:delete-1", "s3:delete-2", "ec2:modify-1"] : [], requestedBy: "ada", approvedBy: "grace",
      approvedAt: from - 1, reason: "a test")
  }
}
