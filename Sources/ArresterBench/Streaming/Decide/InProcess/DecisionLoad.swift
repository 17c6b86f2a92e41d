import Arrester
import ArresterBase
import ArresterBreaker
import ArresterEvents

/// A board with open breakers, and principals to ask about: half of them denied.
struct DecisionLoad {
  private(set) var board: BreakerBoard
  let snapshot = DecisionSnapshot()
  let principals: [String]
  /// Of each principal: nobody without an open breaker is denied.
  let expectedAllowed: [Bool]
  private let now = SystemClock().now()

  /// - Parameter asked: principals that are asked about.
  init(openBreakers: Int, seed: UInt64, asked: Int = 4096) {
    var policy = BreakerPolicy()
    policy.defaultMode = .enforce
    policy.maximumBreakers = openBreakers + asked
    board = BreakerBoard(policy: policy)
    for number in 0..<openBreakers { DecisionLoad.trip(number, &board, now) }
    var random = SplitMix(seed: seed)
    principals = (0..<asked).map { index in
      let isOpen = index % 2 == 0 && openBreakers > 0
      return DecisionLoad.name(isOpen ? Int.random(in: 0..<openBreakers, using: &random) : openBreakers + index)
    }
    expectedAllowed = principals.indices.map { $0 % 2 != 0 || openBreakers == 0 }
    snapshot.replace(board.decisions)
  }

  /// Trips one more and swaps the new table in, as the service does.
  mutating func trip(_ number: Int) {
    DecisionLoad.trip(number, &board, now)
    snapshot.replace(board.decisions)
  }

  static let principalPrefix = "arn:aws:iam::\(Traffic.account):role/bench-agent-"

  static func name(_ number: Int) -> String { principalPrefix + String(number) }

  private static func trip(_ number: Int, _ board: inout BreakerBoard, _ now: Int64) {
    let key = BreakerKey(platform: .aws, homeScope: Traffic.account, principal: name(number), kind: .agent)
    let notice = TripNotice(key: key, identifier: "bench-\(number)", number: 1, rule: .ceiling, time: now)
    _ = board.handleTrip(notice, changedPrincipals: 1000, at: Moment(wallTime: now, watermark: now))
  }
}
