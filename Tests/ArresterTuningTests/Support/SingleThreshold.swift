import ArresterBase

@testable import ArresterTuning

/// Rules of one threshold as others publish them, to be held against the same records. Each counts for one principal by itself, in
/// order of time, and says when it would have fired first.
enum SingleThreshold: CaseIterable {
  /// Five distinct deletions within nine minutes.
  case fiveDeletions
  /// Calls in five regions within ten minutes.
  case fiveRegions
  /// Calls in a minute against the mean of seven days: more than ten times as many, and at least thirty.
  case callRate

  var name: String {
    switch self {
    case .fiveDeletions: "5 deletions in 9 min"
    case .fiveRegions: "5 regions in 10 min"
    case .callRate: "calls a minute, 7-day mean"
    }
  }

  /// - Parameters:
  ///   - records: of one principal, in any order.
  ///   - midnight: where the trail begins; days before it that it does not hold count as they are, as none.
  /// - Returns: seconds since 1970 UTC; nil where it does not fire.
  func fires(on records: [TrailRecord], midnight: Int64) -> Int64? {
    let records = records.sorted { $0.time < $1.time }
    switch self {
    case .fiveDeletions:
      let deletions = records.filter { $0.error == nil && ($0.call.name.hasPrefix("Delete") || $0.call.name.hasPrefix("Terminate")) }
      return SingleThreshold.first(deletions, distinct: 5, within: 540) { "\($0.call.name) \($0.call.request)" }
    case .fiveRegions: return SingleThreshold.first(records, distinct: 5, within: 600) { $0.region }
    case .callRate: return SingleThreshold.firstBusyMinute(records, since: midnight / Timestamp.nanosecondsPerSecond)
    }
  }

  private static func first(
    _ records: [TrailRecord], distinct: Int, within seconds: Int64, _ key: (TrailRecord) -> String
  ) -> Int64? {
    var held: [(seconds: Int64, key: String)] = []
    for record in records {
      held.removeAll { $0.seconds <= record.seconds - seconds }
      held.append((record.seconds, key(record)))
      if Set(held.map(\.key)).count >= distinct { return record.seconds }
    }
    return nil
  }

  private static func firstBusyMinute(_ records: [TrailRecord], since start: Int64) -> Int64? {
    var (minute, count, before) = (Int64.min, 0, 0)
    for record in records {
      if record.seconds / 60 != minute {
        before += count
        (minute, count) = (record.seconds / 60, 0)
      }
      count += 1
      let mean = Double(before) / Double(max(1, min(minute - start / 60, 7 * 1440)))
      if count >= 30, Double(count) > 10 * mean { return record.seconds }
    }
    return nil
  }
}
