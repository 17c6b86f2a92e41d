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
    let header = frame.header.pointee
    let second = UInt32(truncatingIfNeeded: header.time / Timestamp.nanosecondsPerSecond)
    prune(record, oldestSecond)
    let placement = place(frame, record, second, oldestSecond)
    if placement.session == Shard.noSession { record.pointee.hasChangesOfNoSession = true }
    var increment = CellIncrement(second: second, session: placement.session, region: placement.region, scope: placement.scope)
    increment.isFailed = header.flags.contains(.failed)
    increment.isFanOut = header.flags.contains(.fanOut)
    if !increment.isFailed { noteEffects(frame, record, placement, &increment) }
    let isNewest = second >= record.pointee.newestSecond
    if isNewest {
      record.pointee.newestSecond = second
      record.pointee.advance(to: second, model.windows)
      forgetWarningsOfEmptyWindows(record)
      record.pointee.addNewest(increment, windowCount: model.windows.count, table.pool)
    } else {
      record.pointee.addLate(increment, model.windows, table.pool)
    }
    guard isJudged, !increment.isFailed else { return }
    if let observer {
      observe(record, second, placement.session, observer)
    } else {
      judge(frame, record, second, placement.session, isNewest: isNewest)
    }
  }

  /// A window that nothing is left in has fallen below its limits: so forgetting an idle principal changes no warning.
  private func forgetWarningsOfEmptyWindows(_ record: UnsafeMutablePointer<PrincipalRecord>) {
    guard record.pointee.warned != 0 else { return }
    for window in model.windows.indices where Int(record.pointee.sums[window].firstCell) == record.pointee.cells.count {
      record.pointee.warned &= ~limits[record.pointee.kind][window].mask
    }
  }

  private func prune(_ record: UnsafeMutablePointer<PrincipalRecord>, _ oldestSecond: Int) {
    if record.pointee.cells.count > 0, Int(record.pointee.cells[0].second) < oldestSecond {
      record.pointee.dropCells(before: oldestSecond)
    }
    record.pointee.dropDestructions(before: Int64(oldestSecond) * Timestamp.nanosecondsPerSecond, table.pool)
  }

  // MARK: Session, region, scope

  private func place(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ oldestSecond: Int
  ) -> Placement {
    let header = frame.header.pointee
    let session = sessionIndex(frame, record, second, oldestSecond)
    // Fan-out and failures do not spread; they are kept under the principal's first place so that they open no cell of their own.
    guard !header.flags.contains(.fanOut), !header.flags.contains(.failed) else {
      return Placement(session: session, region: Cell.nowhere, scope: Cell.nowhere)
    }
    let region =
      header.regionLength == 0
      ? Cell.nowhere : placeIndex(&record.pointee.regions, names.number(of: frame.region, hash: header.regionHash), second, oldestSecond)
    let scope = placeIndex(&record.pointee.scopes, names.number(of: frame.scope, hash: header.scopeHash), second, oldestSecond)
    return Placement(session: session, region: region, scope: scope)
  }

  private func placeIndex(_ places: inout PooledArray<PlaceSeen>, _ name: UInt32, _ second: UInt32, _ oldestSecond: Int) -> UInt8 {
    for index in 0..<places.count where places[index].name == name {
      if places[index].lastSecond < second { places.pointer(index).pointee.lastSecond = second }
      return UInt8(index)
    }
    let seen = PlaceSeen(name: name, lastSecond: second)
    if places.count < min(64, model.bounds.regionsPerPrincipal) {
      places.append(seen, table.pool)
      return UInt8(places.count - 1)
    }
    for index in 0..<places.count where Int(places[index].lastSecond) < oldestSecond {
      places[index] = seen
      return UInt8(index)
    }
    counters.placeOverflows += 1
    return UInt8(places.count - 1)
  }

  private func sessionIndex(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ oldestSecond: Int
  ) -> UInt16 {
    let header = frame.header.pointee
    guard header.sessionLength > 0 else { return Shard.noSession }
    let sessions = record.pointee.sessions
    for index in 0..<sessions.count where sessions[index].hash == header.sessionHash {
      if sessions[index].lastSecond < second { sessions.pointer(index).pointee.lastSecond = second }
      return UInt16(index)
    }
    if sessions.count < min(model.bounds.sessionsPerPrincipal, Int(Shard.noSession)) {
      let session = Session(hash: header.sessionHash, name: PooledText(frame.session, table.pool), lastSecond: second)
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
