@testable import ArresterEngine

/// Verdicts made by hand.
enum Verdicts {
  /// A trip of an agent with nothing to show for it.
  static func trip(at time: Int64) -> Verdict {
    Verdict(
      type: .trip, identifier: "t-1", time: time, principal: "agent", session: nil, principalKind: .agent, platform: .aws,
      homeScope: "111122223333", scopes: [], regions: [], rule: .ceiling, action: "rds:DeleteDBInstance", signals: [], score: 0, changes: 0,
      destroyed: 0, severity: 0, resources: [], events: [], isSaturated: false, tripNumber: 1, model: "sha256:", plan: nil)
  }
}
