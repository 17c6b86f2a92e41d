import ArresterEngine
import ArresterEvents

/// What a breaker needs to know of a verdict.
public struct TripNotice: Sendable, Equatable {
  public var key: BreakerKey
  /// The trip identifier, the idempotency key everywhere.
  public var identifier: String
  /// 1 for a principal's first trip.
  public var number: UInt32
  public var rule: Rule
  /// Event time of the event that set it off, nanoseconds since 1970 UTC.
  public var time: Int64

  public init(key: BreakerKey, identifier: String, number: UInt32, rule: Rule, time: Int64) {
    self.key = key
    self.identifier = identifier
    self.number = number
    self.rule = rule
    self.time = time
  }

  /// nil for a warning, which is about no trip.
  public init?(_ verdict: Verdict) {
    guard verdict.type != .warn, let rule = verdict.rule else { return nil }
    self.init(
      key: BreakerKey(
        platform: verdict.platform, homeScope: verdict.homeScope, principal: verdict.principal, kind: verdict.principalKind),
      identifier: verdict.identifier, number: verdict.tripNumber, rule: rule, time: verdict.time)
  }
}

/// The last trip that a breaker acted on or recorded.
public struct TripReference: Sendable, Equatable {
  public var identifier: String
  public var number: UInt32
  public var rule: Rule
  /// Event time of the event that set it off, nanoseconds since 1970 UTC.
  public var time: Int64
  /// Wall time at which the breaker decided.
  public var decidedAt: Int64
  /// Whether it counts among the trips of the last hour.
  public var countsInCaps: Bool

  init(_ notice: TripNotice, decidedAt: Int64, countsInCaps: Bool) {
    self.init(
      identifier: notice.identifier, number: notice.number, rule: notice.rule, time: notice.time, decidedAt: decidedAt,
      countsInCaps: countsInCaps)
  }

  init(identifier: String, number: UInt32, rule: Rule, time: Int64, decidedAt: Int64, countsInCaps: Bool) {
    self.identifier = identifier
    self.number = number
    self.rule = rule
    self.time = time
    self.decidedAt = decidedAt
    self.countsInCaps = countsInCaps
  }
}
