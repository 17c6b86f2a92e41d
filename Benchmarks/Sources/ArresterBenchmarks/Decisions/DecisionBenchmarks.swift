import ArresterBreaker
import ArresterEvents

/// Asking the decision table, half of the time about someone whose breaker is open. An iteration is a decision.
enum DecisionBenchmarks {
  private static let asked = 1024

  static func all() -> [Benchmark] {
    [0, 100, 10_000].map { open in
      let table = decisions(open: open)
      let names = (0..<asked).map { name($0 % 2 == 0 && open > 0 ? $0 * 7919 % open : open + $0) }
      return Benchmark("decide/\(open) open breakers") { state in
        state.measure(batch: asked) {
          names.reduce(0) { $0 &+ (table.decide(principal: $1, kind: .agent, platform: .aws).isAllowed ? 1 : 2) }
        }
      }
    }
  }

  private static func decisions(open: Int) -> DecisionTable {
    var policy = BreakerPolicy()
    policy.defaultMode = .enforce
    policy.maximumBreakers = open + 1
    var board = BreakerBoard(policy: policy)
    for number in 0..<open {
      let key = BreakerKey(platform: .aws, homeScope: "111122223333", principal: name(number), kind: .agent)
      let notice = TripNotice(key: key, identifier: "trip-\(number)", number: 1, rule: .ceiling, time: 0)
      _ = board.handleTrip(notice, changedPrincipals: 1_000_000, at: Moment(wallTime: 0, watermark: 0))
    }
    return board.decisions
  }

  private static func name(_ number: Int) -> String { "arn:aws:iam::111122223333:role/claude-code-worker-\(number)" }
}
