import ArresterBase

/// Computes the signals of a principal's windows. Belongs to the shard's thread.
struct WindowEvaluator {
  let shapes: [WindowShape]
  private var tally: ResourceTally

  init(_ model: EngineModel) {
    shapes = model.windows
    tally = ResourceTally(minimumWeight: model.severityMinimumWeight)
  }

  /// The newest window, from the running sums.
  /// - Parameter clock: stands at the record's newest second.
  /// - Complexity: O(regions, scopes and destructions in the window), nearly always a few.
  @inline(__always)
  mutating func newest(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ window: Int, _ clock: borrowing WindowClock
  ) -> WindowValues {
    var values = WindowValues()
    let sums = record.pointee.sums[window]
    let start = clock.starts[window]
    values.changes = Int(sums.changes)
    values.destructive = Int(sums.destructive)
    values.failed = Int(sums.failed)
    values.permissions = Int(sums.permissions)
    values.regions = record.pointee.regions.count(from: start)
    values.scopes = record.pointee.scopes.count(from: start)
    // What was created later than the window may be known already: from before the windows were cleared.
    let end = clock.ends[window]
    if record.pointee.hasSaturatedCell { values.isSaturated = record.pointee.isSaturated(from: start, until: end) }
    if !record.pointee.permissionTargets.isEmpty { excuse(record, start, end, nil, &values) }
    if !record.pointee.destructions.isEmpty { tallyDestructions(record, start, end, nil, &values) }
    return values
  }

  /// Any window of the principal, or of one of its sessions, from its cells.
  /// - Parameter second: any second of the bucket in which the window ends.
  /// - Complexity: O(cells and destructions in the window).
  mutating func past(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ window: Int, endingAt second: Int, session: UInt16?
  ) -> WindowValues {
    var values = WindowValues()
    let start = shapes[window].start(endingAt: second)
    let end = shapes[window].bucketEnd(of: second)
    var regions: UInt64 = 0
    var scopes: UInt64 = 0
    var index = record.pointee.firstCell(atOrAfter: start)
    while index < record.pointee.cells.count, Int(record.pointee.cells[index].second) <= end {
      let cell = record.pointee.cells[index]
      index += 1
      if let session, cell.session != session { continue }
      values.changes += Int(cell.changes)
      values.destructive += Int(cell.destructive)
      values.permissions += Int(cell.permissions)
      values.failed += Int(cell.failed)
      if cell.isSaturated { values.isSaturated = true }
      guard cell.changes > 0 else { continue }
      if cell.region < 64 { regions |= 1 << UInt64(cell.region) }
      if cell.scope < 64 { scopes |= 1 << UInt64(cell.scope) }
    }
    values.regions = regions.nonzeroBitCount
    values.scopes = scopes.nonzeroBitCount
    excuse(record, start, end, session, &values)
    tallyDestructions(record, start, end, session, &values)
    return values
  }

  /// Changes of permissions on what the same principal made within the window do not count.
  private func excuse(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ start: Int, _ end: Int, _ session: UInt16?, _ values: inout WindowValues
  ) {
    let targets = record.pointee.permissionTargets
    guard !targets.isEmpty else { return }
    for index in 0..<targets.count {
      let target = targets[index]
      if let session, target.session != session { continue }
      let second = Int(target.time / Timestamp.nanosecondsPerSecond)
      guard second >= start, second <= end, target.madeAt != PermissionTarget.unknown else { continue }
      if Int(target.madeAt / Timestamp.nanosecondsPerSecond) >= start { values.permissions -= 1 }
    }
    values.permissions = max(0, values.permissions)
  }

  private mutating func tallyDestructions(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ start: Int, _ end: Int, _ session: UInt16?, _ values: inout WindowValues
  ) {
    let destructions = record.pointee.destructions
    guard !destructions.isEmpty else { return }
    let from = Int64(start) * Timestamp.nanosecondsPerSecond
    let until = Int64(end + 1) * Timestamp.nanosecondsPerSecond
    tally.begin(maximum: destructions.count)
    var index = destructions.count - 1
    while index >= 0, destructions[index].time >= from {
      let entry = destructions.pointer(index)
      index -= 1
      guard entry.pointee.time < until, session == nil || entry.pointee.session == session else { continue }
      let isRecreated = entry.pointee.recreatedAt < until
      tally.add(entry.pointee.identity, severity: entry.pointee.severity, isRecreated: isRecreated)
      if isRecreated, entry.pointee.isStateful { values.hasStatefulRecreation = true }
    }
    values.destroyed = tally.destroyed
    values.severity = tally.severity
    values.heavySeverity = tally.heavySeverity
    values.recreated = tally.recreated
  }
}

extension PrincipalRecord {
  /// Whether a cell of the window was full.
  func isSaturated(from start: Int, until end: Int) -> Bool {
    guard hasSaturatedCell else { return false }
    var index = firstCell(atOrAfter: start)
    while index < cells.count, Int(cells[index].second) <= end {
      if cells[index].isSaturated { return true }
      index += 1
    }
    return false
  }
}
