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
  /// - Complexity: O(regions and scopes in the window), nearly always a few.
  @inline(__always)
  mutating func newest(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ window: Int, _ clock: borrowing WindowClock, _ limits: UnsafePointer<WindowLimits>
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
    guard let ledger = record.pointee.ledger else { return values }
    if sums.permissions > 0, limits.pointee.countsPermissions { excuse(record, start, end, nil, &values) }
    if !ledger.pointee.destructions.isEmpty { tallyNewest(record, ledger, window, start, end, &values) }
    return values
  }

  /// The newest window from the latest destruction of each resource.
  /// - Complexity: amortised O(1); O(destructions) where something was created again later than the window is.
  private mutating func tallyNewest(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ ledger: UnsafeMutablePointer<Ledger>, _ window: Int, _ start: Int, _ end: Int,
    _ values: inout WindowValues
  ) {
    let from = Int64(start) * Timestamp.nanosecondsPerSecond
    // What was created again later than the window is so only as of then.
    guard ledger.pointee.latestRecreation < Int64(end + 1) * Timestamp.nanosecondsPerSecond else {
      return tallyDestructions(record, start, end, nil, &values)
    }
    ledger.pointee.resources.move(window, from: from)
    values.take(ledger.pointee.resources.tally(window))
  }

  /// No window of the record has more. O(1).
  static func most(_ record: UnsafeMutablePointer<PrincipalRecord>) -> WindowValues {
    var values = WindowValues()
    values.changes = Int(record.pointee.kept.changes)
    values.destructive = Int(record.pointee.kept.destructive)
    values.permissions = Int(record.pointee.kept.permissions)
    values.failed = Int(record.pointee.kept.failed)
    values.regions = record.pointee.regions.count
    values.scopes = record.pointee.scopes.count
    values.isSaturated = record.pointee.hasSaturatedCell
    if let ledger = record.pointee.ledger, !ledger.pointee.destructions.isEmpty {
      values.take(ledger.pointee.resources.tally(DestroyedResources.everything))
    }
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

  /// Sums of a past window's cells with what its evidence adds to them.
  mutating func complete(
    _ sums: WindowValues, _ record: UnsafeMutablePointer<PrincipalRecord>, _ window: Int, endingAt second: Int
  ) -> WindowValues {
    var values = sums
    let start = shapes[window].start(endingAt: second)
    let end = shapes[window].bucketEnd(of: second)
    excuse(record, start, end, nil, &values)
    tallyDestructions(record, start, end, nil, &values)
    return values
  }

  /// What was destroyed in the windows from one end to another together: no less than in any of them.
  mutating func tally(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ window: Int, fromEnd first: Int, toEnd last: Int, _ values: inout WindowValues
  ) {
    tallyDestructions(record, shapes[window].start(endingAt: first), shapes[window].bucketEnd(of: last), nil, &values)
  }

  /// A session's window, where it may meet a rule that its principal's does not: that takes the ratio, the one signal of a
  /// session that may be greater.
  /// - Parameter destructive: of the principal's window.
  mutating func past(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ window: Int, endingAt second: Int, session: UInt16,
    mayMeet limits: UnsafePointer<WindowLimits>, destructive: Int, _ model: EngineModel
  ) -> WindowValues? {
    guard let ratio = limits.pointee.leastRatio else { return nil }
    let start = shapes[window].start(endingAt: second)
    let end = shapes[window].bucketEnd(of: second)
    var destroyed = WindowValues()
    tallyDestructions(record, start, end, session, &destroyed)
    guard limits.pointee.hasHardRatio || destroyed.destroyed >= model.confirmedMinimumDestroyed else { return nil }
    // The bound is below the share itself: with more changes than this it is below the limit, however many of them destroy.
    let mostChanges = ratio > 0 ? Double(destructive) / ratio : .infinity
    guard Double(changes(record, start, end, session, stopAbove: mostChanges)) <= mostChanges else { return nil }
    return past(record, window, endingAt: second, session: session)
  }

  private func changes(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ start: Int, _ end: Int, _ session: UInt16, stopAbove most: Double
  ) -> Int {
    var changes = 0
    var index = record.pointee.firstCell(atOrAfter: end + 1) - 1
    while index >= 0, Int(record.pointee.cells[index].second) >= start, Double(changes) <= most {
      if record.pointee.cells[index].session == session { changes += Int(record.pointee.cells[index].changes) }
      index -= 1
    }
    return changes
  }

  /// Changes of permissions on what the same principal made within the window do not count.
  func excuse(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ start: Int, _ end: Int, _ session: UInt16?, _ values: inout WindowValues
  ) {
    guard let ledger = record.pointee.ledger, ledger.pointee.hasMadeTargets else {
      values.permissions = max(0, values.permissions)
      return
    }
    let targets = ledger.pointee.permissionTargets
    for index in 0..<targets.count {
      let target = targets.pointer(index)
      guard target.pointee.madeAt != PermissionTarget.unknown else { continue }
      if let session, target.pointee.session != session { continue }
      let second = Int(target.pointee.time / Timestamp.nanosecondsPerSecond)
      guard second >= start, second <= end else { continue }
      if Int(target.pointee.madeAt / Timestamp.nanosecondsPerSecond) >= start { values.permissions -= 1 }
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
    var index = destructions.count(before: until) - 1
    while index >= 0, destructions.pointer(index).pointee.time >= from {
      let entry = destructions.pointer(index)
      index -= 1
      guard session == nil || entry.pointee.session == session else { continue }
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

extension WindowValues {
  @inline(__always)
  fileprivate mutating func take(_ tally: RunningTally) {
    destroyed = Int(tally.sum.destroyed)
    severity = Int(tally.sum.severity)
    heavySeverity = Int(tally.sum.heavySeverity)
    recreated = Int(tally.sum.recreated)
    hasStatefulRecreation = tally.statefulRecreations > 0
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
