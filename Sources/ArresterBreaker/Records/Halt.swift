/// While halted, existing denies stay and new trips are recorded as in shadow.
public struct Halt: Sendable, Equatable {
  public internal(set) var revision: UInt64 = 0
  /// Wall times, nanoseconds since 1970 UTC.
  public internal(set) var since: Int64
  public internal(set) var until: Int64
  /// When a person resumed, or its end was recorded; nil while it runs.
  public internal(set) var endedAt: Int64?

  init(revision: UInt64, since: Int64, until: Int64, endedAt: Int64? = nil) {
    self.revision = revision
    self.since = since
    self.until = until
    self.endedAt = endedAt
  }

  /// Its end counts also where no timer has recorded it yet.
  public func isActive(at wallTime: Int64) -> Bool { endedAt == nil && wallTime < until }
}
