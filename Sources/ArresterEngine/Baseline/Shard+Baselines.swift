import ArresterBase
import ArresterEvents

/// A baseline as a window uses it.
struct UsedBaseline {
  /// The limit on velocity that it gives in the window.
  var limit: Int
  var reading: BaselineReading
}

/// Learning what a principal does every day. Whoever never meets half of a limit has no use for it and costs nothing.
extension Shard {
  /// The first bucket that was not final before a window, by the window alone.
  /// - Parameter second: any second of the bucket in which the window ends.
  private func firstOpenBucket(_ platform: Platform, _ window: Int, _ second: Int, _ policy: BaselinePolicy) -> UInt32 {
    let shape = model.windows[window]
    let firstSecond = shape.bucketEnd(of: second) - shape.bucketSeconds + 1
    return UInt32(max(0, firstSecond - model.latenessSeconds[platform]) / policy.bucketSeconds)
  }

  /// Windows of events that may still come end no earlier than the lateness behind the newest; all use the buckets before this.
  private func settledBucket(_ record: UnsafeMutablePointer<PrincipalRecord>, _ policy: BaselinePolicy) -> UInt32 {
    let lateness = model.latenessSeconds[record.pointee.platform]
    let earliest = Int(record.pointee.newestSecond) - 2 * lateness - policy.widestCovered(model.windows) + 1
    return UInt32(max(0, earliest) / policy.bucketSeconds)
  }

  /// Where the record's baseline is; nil where it has none.
  private func entry(_ record: UnsafeMutablePointer<PrincipalRecord>) -> UnsafeMutablePointer<LearntBaseline>? {
    guard record.pointee.baseline >= 0 else { return nil }
    guard baselines.holds(record.pointee.hash, at: record.pointee.baseline) else {
      record.pointee.baseline = -1
      return nil
    }
    return baselines[record.pointee.baseline]
  }

  // MARK: Learning

  /// Counts a call in its bucket, and learns what can no longer change.
  @inline(never)
  func countTowardsBaseline(_ call: Cell, _ record: UnsafeMutablePointer<PrincipalRecord>) {
    guard call.changes > 0, let policy = model.baseline, let entry = entry(record) else { return }
    let settled = entry.pointee.settle(before: settledBucket(record, policy))
    counters.baselines.learnt += settled.learnt
    counters.baselines.loud += settled.loud
    if settled.learnt > 0, let onLearnt { onLearnt(key(of: record), entry.pointee.recorded) }
    entry.pointee.count(Int(call.changes), in: UInt32(Int(call.second) / policy.bucketSeconds))
  }

  /// A window met half of a limit: its bucket teaches nothing, and from the first such bucket on the principal is learnt.
  @inline(never)
  func noteLoud(_ record: UnsafeMutablePointer<PrincipalRecord>, endingAt second: Int, _ window: Int) {
    guard let policy = model.baseline else { return }
    // Where the window ends its principal changed something: that second is one and the same in every order.
    let bucket = UInt32(model.windows[window].bucketEnd(of: second) / policy.bucketSeconds)
    let entry = entry(record) ?? begin(record, bucket, policy)
    entry.pointee.markLoud(bucket)
  }

  private func begin(_ record: UnsafeMutablePointer<PrincipalRecord>, _ bucket: UInt32, _ policy: BaselinePolicy)
    -> UnsafeMutablePointer<LearntBaseline>
  {
    let first = settledBucket(record, policy)
    var baseline = LearntBaseline(hash: record.pointee.hash, first: first, beginning: bucket)
    var index = record.pointee.firstCell(atOrAfter: Int(first) * policy.bucketSeconds)
    while index < record.pointee.cells.count {
      let cell = record.pointee.cells[index]
      index += 1
      if cell.changes > 0 { baseline.count(Int(cell.changes), in: UInt32(Int(cell.second) / policy.bucketSeconds)) }
    }
    record.pointee.baseline = baselines.insert(baseline)
    counters.baselines.begun += 1
    counters.baselines.forgotten = baselines.forgotten
    return baselines[record.pointee.baseline]
  }

  /// Whether some bucket in which a window with `second` in it may end is still taken for an ordinary one.
  func mayTeach(_ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ window: Int) -> Bool {
    guard let policy = model.baseline else { return false }
    guard let entry = entry(record) else { return true }
    let last = min(Int(second) + model.windows[window].seconds, Int(record.pointee.newestSecond) + model.windows[window].bucketSeconds)
    return (Int(second) / policy.bucketSeconds...last / policy.bucketSeconds).contains { !entry.pointee.isLoud(UInt32($0)) }
  }

  /// What leads to a trip teaches nothing.
  func noteTrip(_ record: UnsafeMutablePointer<PrincipalRecord>, at time: Int64) {
    guard let policy = model.baseline, let entry = entry(record) else { return }
    let newest = Int(record.pointee.newestSecond)
    let firstOpen = max(0, newest - model.latenessSeconds[record.pointee.platform]) / policy.bucketSeconds
    entry.pointee.markLoud(UInt32(firstOpen)...UInt32(newest / policy.bucketSeconds))
    if time / Timestamp.nanosecondsPerSecond <= Int64(entry.pointee.heldBack.tripUntil) { counters.baselines.tripsDelayed += 1 }
    entry.pointee.heldBack = HeldBack()
  }

  func attachBaseline(_ record: UnsafeMutablePointer<PrincipalRecord>) {
    if let index = baselines.find(record.pointee.hash) {
      record.pointee.baseline = index
    } else if let recorded = recordedBaseline?(key(of: record)) {
      record.pointee.baseline = baselines.insert(LearntBaseline(hash: record.pointee.hash, recorded))
    }
  }

  /// What is known of a principal, of buckets that are final; nil where it was never conspicuous. O(principals): for tests and people.
  public func baseline(of key: LatchKey) -> RecordedBaseline? {
    var found: RecordedBaseline?
    table.visit { record in
      guard record.pointee.baseline >= 0, self.key(of: record) == key, let entry = entry(record) else { return }
      found = entry.pointee.recorded
    }
    return found
  }

  // MARK: Using

  /// What the principal's baseline says of the window; nil where it says nothing, or where the values are below all that it moves.
  func baseline(
    _ values: WindowValues, _ record: UnsafeMutablePointer<PrincipalRecord>, _ place: Place, _ limits: UnsafePointer<WindowLimits>
  ) -> UsedBaseline? {
    guard Double(values.changes) >= limits.pointee.leastMoved, let policy = model.baseline else { return nil }
    if let frozenLimit {
      let limit = frozenLimit(record.pointee.hash, place.window, place.second)
      return limit > 0 ? UsedBaseline(limit: limit, reading: BaselineReading(mean: 0, buckets: 0)) : nil
    }
    return entry(record).flatMap { used($0, record.pointee.platform, place.window, place.second, policy) }
  }

  private func used(
    _ entry: UnsafeMutablePointer<LearntBaseline>, _ platform: Platform, _ window: Int, _ second: Int, _ policy: BaselinePolicy
  ) -> UsedBaseline? {
    let bucket = firstOpenBucket(platform, window, second, policy)
    let moments = entry.pointee.moments(before: bucket)
    guard Int(moments.buckets) >= policy.minimumBuckets, let rate = moments.rate else { return nil }
    let inWindow = rate.over(model.windows[window].seconds, bucketSeconds: policy.bucketSeconds)
    let limit = entry.pointee.limit(window, before: bucket) { inWindow.limit(alpha: policy.alpha) }
    return UsedBaseline(limit: limit, reading: BaselineReading(mean: inWindow.mean, buckets: Int(moments.buckets)))
  }

  /// The limits on velocity that the baseline of a principal gives in the windows that end in the bucket of a second; nil where it has
  /// no baseline, 0 in a window of which too little was learnt or whose limits do not move.
  public func learntLimits(_ principalHash: UInt64, _ platform: Platform, endingAt second: Int) -> InlineArray<4, Int>? {
    guard let policy = model.baseline, let index = baselines.find(principalHash) else { return nil }
    var limits = InlineArray<4, Int>(repeating: 0)
    for window in 0..<clock.count where policy.covers(model.windows[window]) {
      limits[window] = used(baselines[index], platform, window, second, policy)?.limit ?? 0
    }
    return limits
  }

  /// Counts what the model's limits alone would have said.
  @inline(never)
  func noteHeldBack(
    _ values: WindowValues, _ record: UnsafeMutablePointer<PrincipalRecord>, _ place: Place, _ assessment: Assessment, isNewest: Bool
  ) {
    guard let entry = entry(record), !isWarmingUp else { return }
    let limits = limits[record.pointee.kind, place.window]
    let plain = values.assess(limits, model, isLongest: place.window == clock.count - 1)
    let known = entry.pointee.heldBack.warned
    let held = plain.warnings & ~assessment.warnings
    counters.baselines.warningsHeldBack += (held & ~known).nonzeroBitCount
    entry.pointee.heldBack.warned = isNewest ? known & ~limits.pointee.mask | held : known | held
    guard plain.rule != nil, assessment.rule == nil, place.second > Int(entry.pointee.heldBack.tripUntil) else { return }
    entry.pointee.heldBack.tripUntil = UInt32(clamping: place.second + model.hold.firstSeconds)
    counters.baselines.tripsHeldBack += 1
  }
}
