import ArresterBase
import ArresterEvents

extension Shard {
  /// Adds the event to the record's windows and, where asked, judges them.
  func count(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, oldestSecond: Int, isJudged: Bool) {
    let second = UInt32(truncatingIfNeeded: frame.header.pointee.time / Timestamp.nanosecondsPerSecond)
    record.pointee.ledger?.pointee.drop(before: Int64(oldestSecond) * Timestamp.nanosecondsPerSecond, pool)
    let placement = place(frame, record, second, oldestSecond)
    if placement.session == Shard.noSession { record.pointee.hasChangesOfNoSession = true }
    let call = makeCall(frame, record, placement, second)
    let isNewest = second >= record.pointee.newestSecond
    if isNewest {
      addNewest(call, record, oldestSecond)
    } else {
      clock.move(to: Int(record.pointee.newestSecond))
      record.pointee.addLate(call, clock, oldestSecond: oldestSecond, pool)
    }
    if record.pointee.baseline >= 0 { countTowardsBaseline(call, record) }
    let isJudged = isJudged && call.failed == 0
    if hasListeners, tellListeners(record, call, isNewest: isNewest, isJudged: isJudged) { return }
    guard isJudged else { return }
    if isNewest {
      judgeNewest(frame, record, second, placement.session)
    } else {
      judgeLate(frame, record, second, placement.session)
    }
  }

  /// A cell with this call alone. Fan-out counts in neither velocity nor ratio.
  private func makeCall(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ placement: Placement, _ second: UInt32
  ) -> Cell {
    var call = Cell(second: second, session: placement.session, region: placement.region, scope: placement.scope)
    let flags = frame.header.pointee.flags
    if flags.contains(.failed) {
      call.failed = 1
      return call
    }
    if flags.contains(.fanOut) { call.holdsFanOut = true } else { call.changes = 1 }
    noteEffects(frame, record, placement, &call)
    return call
  }

  private func addNewest(_ call: Cell, _ record: UnsafeMutablePointer<PrincipalRecord>, _ oldestSecond: Int) {
    clock.move(to: Int(call.second))
    let isOfNewestSecond = call.second == record.pointee.newestSecond
    record.pointee.hasChangeInNewestSecond = call.holdsCountedChange || isOfNewestSecond && record.pointee.hasChangeInNewestSecond
    record.pointee.newestSecond = call.second
    record.pointee.advance(clock)
    if record.pointee.warned != 0 { forgetWarningsOfEmptyWindows(record) }
    let session = call.session == Shard.noSession ? nil : record.pointee.sessions.pointer(Int(call.session))
    let hint = session.map { Int($0.pointee.lastCell) } ?? -1
    let index = record.pointee.addNewest(call, hint: hint, windowCount: clock.count, oldestSecond: oldestSecond, pool)
    session?.pointee.lastCell = UInt32(truncatingIfNeeded: index)
  }

  /// A window that nothing is left in has fallen below its limits: so forgetting an idle principal changes no warning.
  private func forgetWarningsOfEmptyWindows(_ record: UnsafeMutablePointer<PrincipalRecord>) {
    for window in 0..<clock.count where Int(record.pointee.firstCells[window]) == record.pointee.cells.count {
      record.pointee.warned &= ~limits[record.pointee.kind, window].pointee.mask
    }
  }
}
