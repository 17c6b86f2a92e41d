import ArresterEngine

/// How many events were counted under which plan, for people.
public enum PlannedWords {
  /// More plans than this are summed up.
  public static let maximumLines = 20

  /// - Parameter counts: by the plan's identifier.
  public static func lines(_ counts: [String: Int], _ plans: PlanTable) -> [String] {
    let sorted = plans.plans.map { (plan: $0, count: counts[$0.identifier] ?? 0) }.sorted { left, right in
      left.count != right.count ? left.count > right.count : left.plan.identifier < right.plan.identifier
    }
    var lines = sorted.prefix(maximumLines).map {
      "\($0.count) events counted under the plan \($0.plan.identifier) of \($0.plan.principal)"
    }
    let rest = sorted.dropFirst(maximumLines)
    if !rest.isEmpty { lines.append("\(rest.reduce(0) { $0 + $1.count }) events counted under \(rest.count) more plans") }
    return lines
  }
}
