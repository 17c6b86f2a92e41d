import ArresterBase
import ArresterEvents

/// A running service learns what a tripped or probationary principal does next. For everyone else it costs the test of one bit
/// in their record, which is at hand anyway.
extension Shard {
  /// Tells, from now on, every change of these principals. They need not be known yet: a record that is made later is watched too.
  ///
  /// While the shard is warming up nothing is told: whoever had the partition before was told when it was judged first. What it
  /// was told and did not commit is told again, as it is judged again. What was destroyed since the trip is counted in silence.
  /// - Complexity: O(1) for each key. Call on the shard's thread.
  public func watch(_ keys: some Sequence<LatchKey>) {
    let finder = RecordFinder()
    for key in keys {
      finder.withFrame(of: key) { frame in
        guard watched.insert(key, hash: frame.header.pointee.principalHash) else { return }
        if let index = table.find(frame) { table.slab[index].pointee.isWatched = true }
      }
    }
  }

  /// Tells their changes no longer, and forgets what they destroyed.
  public func unwatch(_ keys: some Sequence<LatchKey>) {
    let finder = RecordFinder()
    for key in keys {
      finder.withFrame(of: key) { frame in
        watched.remove(frame.header.pointee.principalHash)
        if let index = table.find(frame) { table.slab[index].pointee.isWatched = false }
      }
    }
  }

  /// What a watched principal destroyed later than its last trip; nil for one that is not watched. After a restart it holds
  /// what the rewind offset still reaches: the longest window and the lateness.
  public func damage(of key: LatchKey) -> Damage? {
    RecordFinder().withFrame(of: key) { watched[$0.header.pointee.principalHash]?.damage }
  }

  /// Keys that were not watched because as many were watched as there may be latches.
  public var watchOverflows: Int { watched.overflows }

  /// Watches a principal from its trip on, where that is asked for, so that nothing of it passes before its owner asks.
  func watchTripped(_ key: LatchKey, _ record: UnsafeMutablePointer<PrincipalRecord>) {
    let hash = record.pointee.hash
    if watchesTrips, watched.insert(key, hash: hash) { record.pointee.isWatched = true }
    watched[hash]?.damage = Damage()
  }

  @inline(never)
  func tell(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, oldestSecond: Int64, isTooLate: Bool) {
    guard let entry = watched[record.pointee.hash] else {
      record.pointee.isWatched = false
      return
    }
    let oldest = isTooLate ? oldestSecond * Timestamp.nanosecondsPerSecond : .min
    let weight = note(frame, record, entry, oldest)
    guard !isWarmingUp, let onWatchedChange else { return }
    onWatchedChange(WatchedChange(frame, key: entry.key, weight: weight, isTooLate: isTooLate))
  }

  /// - Returns: the greatest severity of what is not the principal's own and young.
  private func note(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ entry: WatchList.Entry, _ oldest: Int64
  ) -> UInt8 {
    let header = frame.header.pointee
    let made = creations(of: record)
    let isDamage = header.effect.isDestructive && !header.flags.contains(.failed) && isLaterThanTrip(header.time, record)
    var weight: UInt8 = frame.isCut ? header.severity : 0
    for resource in frame.resources where resource.severity > 0 {
      if isOwnAndYoung(resource, header.time, made, oldest: oldest) { continue }
      weight = max(weight, resource.severity)
      if isDamage, entry.damage.note(resource.identity) { entry.damage.list(Evidence.resource(frame, resource)) }
    }
    if isDamage, frame.isCut, header.severity > 0 { entry.damage.note(unnamed: Int(header.itemCount) - frame.resources.count) }
    return weight
  }

  private func isLaterThanTrip(_ time: Int64, _ record: UnsafeMutablePointer<PrincipalRecord>) -> Bool {
    record.pointee.latch < 0 || time > latches[record.pointee.latch].trippedAt
  }
}

/// Frames without an event, by which a shard finds the record of a key. Off the event path.
struct RecordFinder {
  private let builder = EventFrameBuilder()

  func withFrame<Answer>(of key: LatchKey, _ body: (EventFrame) -> Answer) -> Answer {
    var event = ChangeEvent(time: 0, identifier: "", principal: key.principal, action: "", effect: .modify)
    event.platform = key.platform
    event.kind = key.kind
    // The frame lies in the builder's memory.
    return withExtendedLifetime(builder) { body(builder.frame(of: event)) }
  }
}
