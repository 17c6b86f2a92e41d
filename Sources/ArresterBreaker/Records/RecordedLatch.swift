import ArresterBase

/// The engine's latch of one (principal, kind), as it stands on the breakers topic: what an engine needs to go on after a restart.
///
/// It has a record of its own, since every trip and page latches, in breaker states too where a trip changes nothing.
public struct RecordedLatch: Sendable, Equatable {
  public let key: BreakerKey
  public internal(set) var revision: UInt64 = 0
  /// Number of the last trip or page; the next one's is higher.
  public internal(set) var tripCount: UInt32 = 0
  public internal(set) var isTripped = false
  /// Of the last trip or page.
  public internal(set) var tripIdentifier: String?
  /// Event time of the last trip or page, nanoseconds since 1970 UTC.
  public internal(set) var tripTime: Int64?
  /// Only later events count: event time of the last restoration.
  public internal(set) var restoredTime: Int64?
  /// Step of the ladder of holds, with clean days in event time; 1 for the first trip, 0 before it.
  public internal(set) var holdStep = 0
  /// For pages and for trips that were not acted on: the event time at which it restores itself.
  public internal(set) var restoresItselfAt: Int64?

  public init(key: BreakerKey) { self.key = key }

  /// A trip or page that this latch has already seen, or that it had been restored past.
  ///
  /// A number alone does not make it stale: an engine whose own latches found no room numbers from 1 each time, and its later
  /// trips must still be acted on.
  func isStale(_ notice: TripNotice) -> Bool {
    guard tripCount > 0, notice.number <= tripCount else { return false }
    return isTripped || notice.time <= (restoredTime ?? .min)
  }

  mutating func latch(_ notice: TripNotice, restoresItself: Bool, holds: HoldLadder) {
    holdStep = HoldLadder.step(after: holdStep, cleanSince: restoredTime, now: notice.time)
    tripCount = max(tripCount, notice.number)
    isTripped = true
    tripIdentifier = notice.identifier
    tripTime = notice.time
    restoresItselfAt = restoresItself ? Moment.time(notice.time, plusSeconds: holds.seconds(step: holdStep)) : nil
    revision += 1
  }

  mutating func restore(at eventTime: Int64) {
    isTripped = false
    restoresItselfAt = nil
    restoredTime = max(restoredTime ?? eventTime, eventTime)
    revision += 1
  }
}
