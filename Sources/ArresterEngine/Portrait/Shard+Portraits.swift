import ArresterBase
import ArresterEvents

/// Off the event path: for people who look.
extension Shard {
  /// The busiest principals, by changes that their windows still hold.
  /// - Parameters:
  ///   - limit: at most as many.
  ///   - kind: nil: every kind.
  ///   - watermark: where the windows end; nil for a platform that nothing was seen of.
  /// - Complexity: O(principals), and for each that is told O(its cells). Call on the shard's thread.
  public func portraits(limit: Int, kind: PrincipalKind?, watermark: (Platform) -> Int64?) -> [PrincipalPortrait] {
    var busiest: [(changes: Int, index: UnsafeMutablePointer<PrincipalRecord>)] = []
    table.visit { record in
      let changes = Int(record.pointee.kept.changes)
      guard changes > 0, kind == nil || record.pointee.kind == kind else { return }
      guard busiest.count < limit || changes > busiest[busiest.count - 1].changes else { return }
      let place = busiest.firstIndex { changes > $0.changes } ?? busiest.count
      busiest.insert((changes, record), at: place)
      if busiest.count > limit { busiest.removeLast() }
    }
    return busiest.compactMap { entry in watermark(entry.index.pointee.platform).map { portrait(entry.index, at: $0) } }
  }

  /// One principal; nil where none of this name is known.
  public func portrait(of key: LatchKey, at watermark: Int64) -> PrincipalPortrait? {
    RecordFinder().withFrame(of: key) { frame in table.find(frame).map { portrait(table.slab[$0], at: watermark) } }
  }

  private func portrait(_ record: UnsafeMutablePointer<PrincipalRecord>, at watermark: Int64) -> PrincipalPortrait {
    let second = Int(watermark / Timestamp.nanosecondsPerSecond)
    var portrait = PrincipalPortrait(
      key: key(of: record), score: 0, changes: Int(record.pointee.kept.changes), readings: [],
      newest: Int64(record.pointee.newestSecond) * Timestamp.nanosecondsPerSecond,
      timeline: Timeline(record, endingAt: second, windowSeconds: model.windows.map(\.seconds).max() ?? 0))
    for window in model.windows.indices {
      let values = evaluator.past(record, window, endingAt: second, session: nil)
      for entry in limits[record.pointee.kind, window].pointee.entries {
        let observed = values.value(of: entry.limit.signal, z: model.ratioZ)
        portrait.readings.append(
          PrincipalPortrait.Reading(
            signal: entry.limit.signal, windowSeconds: model.windows[window].seconds, observed: observed, soft: entry.limit.soft,
            hard: entry.limit.hard))
        portrait.score = max(portrait.score, Score.of(observed, entry.limit.soft ?? entry.limit.hard ?? .infinity))
      }
    }
    return portrait
  }
}
