import ArresterBase
import ArresterEvents

/// Where an event's evidence goes: session, region and scope as the record numbers them.
struct Placement {
  var session: UInt16
  var region: UInt8
  var scope: UInt8
}

extension Shard {
  /// Adds the event to the record's windows and, where asked, judges them.
  func count(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, oldestSecond: Int, isJudged: Bool) {
    let second = UInt32(truncatingIfNeeded: frame.header.pointee.time / Timestamp.nanosecondsPerSecond)
    if !record.pointee.destructions.isEmpty {
      record.pointee.dropDestructions(before: Int64(oldestSecond) * Timestamp.nanosecondsPerSecond, table.pool)
    }
    let placement = place(frame, record, second, oldestSecond)
    if placement.session == Shard.noSession { record.pointee.hasChangesOfNoSession = true }
    let call = makeCall(frame, record, placement, second)
    let isNewest = second >= record.pointee.newestSecond
    if isNewest {
      addNewest(call, record, oldestSecond)
    } else {
      clock.move(to: Int(record.pointee.newestSecond))
      record.pointee.addLate(call, clock, oldestSecond: oldestSecond, table.pool)
    }
    guard isJudged, call.failed == 0 else { return }
    if let observer {
      observe(record, second, placement.session, observer)
    } else if isNewest {
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
    if flags.contains(.fanOut) { call.fanOut = 1 } else { call.changes = 1 }
    noteEffects(frame, record, placement, &call)
    return call
  }

  private func addNewest(_ call: Cell, _ record: UnsafeMutablePointer<PrincipalRecord>, _ oldestSecond: Int) {
    clock.move(to: Int(call.second))
    record.pointee.newestSecond = call.second
    record.pointee.advance(clock)
    if record.pointee.warned != 0 { forgetWarningsOfEmptyWindows(record) }
    let session = call.session == Shard.noSession ? nil : record.pointee.sessions.pointer(Int(call.session))
    let hint = session.map { Int($0.pointee.lastCell) } ?? -1
    let index = record.pointee.addNewest(call, hint: hint, windowCount: clock.count, oldestSecond: oldestSecond, table.pool)
    session?.pointee.lastCell = UInt32(truncatingIfNeeded: index)
  }

  /// A window that nothing is left in has fallen below its limits: so forgetting an idle principal changes no warning.
  private func forgetWarningsOfEmptyWindows(_ record: UnsafeMutablePointer<PrincipalRecord>) {
    for window in 0..<clock.count where Int(record.pointee.sums[window].firstCell) == record.pointee.cells.count {
      record.pointee.warned &= ~limits[record.pointee.kind, window].pointee.mask
    }
  }

  // MARK: Session, region, scope

  private func place(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ oldestSecond: Int
  ) -> Placement {
    let header = frame.header
    let session = sessionIndex(frame, record, second, oldestSecond)
    // Fan-out and failures do not spread; they are kept under the principal's first place so that they open no cell of their own.
    guard !header.pointee.flags.contains(.fanOut), !header.pointee.flags.contains(.failed) else {
      return Placement(session: session, region: Cell.nowhere, scope: Cell.nowhere)
    }
    let region =
      header.pointee.regionLength == 0
      ? Cell.nowhere
      : placeIndex(&record.pointee.regions, names.number(of: frame.region, hash: header.pointee.regionHash), second, oldestSecond)
    let scope = placeIndex(&record.pointee.scopes, names.number(of: frame.scope, hash: header.pointee.scopeHash), second, oldestSecond)
    return Placement(session: session, region: region, scope: scope)
  }

  @inline(__always)
  private func placeIndex(_ places: inout PlaceList, _ name: UInt32, _ second: UInt32, _ oldestSecond: Int) -> UInt8 {
    UInt8(places.see(name, second) ?? addPlaceSlow(&places, PlaceSeen(name: name, lastSecond: second), oldestSecond))
  }

  @inline(never)
  private func addPlaceSlow(_ places: inout PlaceList, _ place: PlaceSeen, _ oldestSecond: Int) -> Int {
    if places.count < min(64, model.bounds.regionsPerPrincipal) { return places.append(place, table.pool) }
    if let index = places.replaceIdle(before: oldestSecond, with: place) { return index }
    counters.placeOverflows += 1
    return places.count - 1
  }

  private func sessionIndex(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ oldestSecond: Int
  ) -> UInt16 {
    guard frame.header.pointee.sessionLength > 0 else { return Shard.noSession }
    let hash = frame.header.pointee.sessionHash
    let sessions = record.pointee.sessions
    for index in 0..<sessions.count where sessions[index].hash == hash {
      if sessions[index].lastSecond < second { sessions.pointer(index).pointee.lastSecond = second }
      return UInt16(index)
    }
    if sessions.count < min(model.bounds.sessionsPerPrincipal, Int(Shard.noSession)) {
      let session = Session(hash: hash, name: PooledText(frame.session, table.pool), lastSecond: second)
      record.pointee.sessions.append(session, table.pool)
      return UInt16(sessions.count)
    }
    return replaceIdleSession(frame, record, second, oldestSecond)
  }

  private func replaceIdleSession(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ oldestSecond: Int
  ) -> UInt16 {
    let sessions = record.pointee.sessions
    for index in 0..<sessions.count where Int(sessions[index].lastSecond) < oldestSecond {
      sessions.pointer(index).pointee.name.release(table.pool)
      sessions[index] = Session(
        hash: frame.header.pointee.sessionHash, name: PooledText(frame.session, table.pool), lastSecond: second)
      return UInt16(index)
    }
    counters.sessionOverflows += 1
    return Shard.noSession
  }

  /// No session, or one for which there was no room.
  static let noSession = UInt16.max
}
