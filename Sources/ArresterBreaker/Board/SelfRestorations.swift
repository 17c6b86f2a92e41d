/// Latches of one platform that restore themselves in event time.
struct SelfRestorations: Sendable {
  private(set) var keys: Set<BreakerKey> = []
  /// No latch is due before this event time. A bound from below: leaving keys do not raise it, the next search does.
  private var earliest = Int64.max

  mutating func insert(_ key: BreakerKey, at eventTime: Int64) {
    keys.insert(key)
    earliest = min(earliest, eventTime)
  }

  mutating func remove(_ key: BreakerKey) { keys.remove(key) }

  /// Those that are due, which stay until they are removed.
  /// - Complexity: O(1) while none can be due, else O(latches of the platform).
  mutating func due(at watermark: Int64, in latches: [BreakerKey: RecordedLatch]) -> [BreakerKey] {
    guard watermark >= earliest else { return [] }
    var due: [BreakerKey] = []
    earliest = .max
    for key in keys {
      guard let end = latches[key]?.restoresItselfAt else { continue }
      if end <= watermark { due.append(key) } else { earliest = min(earliest, end) }
    }
    return due
  }
}
