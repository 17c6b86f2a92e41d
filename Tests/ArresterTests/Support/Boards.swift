import ArresterBase
import ArresterBreaker
import ArresterEngine

@testable import Arrester

/// Boards of members that share a topic, without a broker.
enum Boards {
  static let start = Int64(CloudTrail.start) * Timestamp.nanosecondsPerSecond
  static let hour = 3600 * Timestamp.nanosecondsPerSecond

  static func policy(enforces: Bool) throws -> BreakerPolicy {
    var policy = BreakerPolicy()
    policy.defaultMode = enforces ? .enforce : .shadow
    let hold = try TestModel.load().engine.hold
    policy.holds = HoldLadder(firstSeconds: Int64(hold.firstSeconds), maximumSeconds: Int64(hold.maximumSeconds))
    return policy
  }

  static func owner(enforces: Bool, at wallTime: Int64, seal: RecordSeal? = nil, log: LogLines = LogLines()) throws -> BoardOwner {
    BoardOwner(
      policy: try policy(enforces: enforces), decisions: DecisionSnapshot(), log: Log(write: { log.append($0) }),
      clock: StoppedClock(nanoseconds: wallTime), seal: seal)
  }

  /// The trip of an agent that deletes a database and makes it anew.
  static func trip() throws -> Verdict {
    let agent = CloudTrail()
    let verdicts = try Replays.run([agent.deleteDatabase("orders", at: 0, id: "1"), agent.createDatabase("orders", at: 60, id: "2")])
      .verdicts
    guard let trip = verdicts.first(where: { $0.type == .trip }) else { throw NoTrip() }
    return trip
  }

  /// Ownership of all principals, and of none.
  static func isEveryone(_ key: BreakerKey) -> Bool { true }
  static func isNobody(_ key: BreakerKey) -> Bool { false }

  struct NoTrip: Error {}
}

extension BoardOwner {
  /// Reads a record as it would come from the topic.
  func take(_ record: BoardRecord, sealedBy seal: RecordSeal? = nil) {
    let key = Array(record.key.utf8)
    take(key: key, value: seal?.seal(key: key, value: record.bytes) ?? record.bytes)
  }

  func take(key: [UInt8], value: [UInt8]) {
    key.withUnsafeBytes { key in value.withUnsafeBytes { apply(key: key, value: $0) } }
  }

  func isAllowed(_ principal: String) -> Bool { decisions.decide(principal: principal).isAllowed }
}

extension Verdict {
  var breakerKey: BreakerKey {
    BreakerKey(platform: platform, homeScope: homeScope, principal: principal, kind: principalKind)
  }
}
