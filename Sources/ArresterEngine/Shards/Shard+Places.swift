import ArresterBase
import ArresterEvents

/// Where an event's evidence goes: session, region and scope as the record numbers them.
struct Placement {
  var session: UInt16
  var region: UInt8
  var scope: UInt8
}

extension Shard {
  func place(
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
    if places.count < min(64, model.bounds.regionsPerPrincipal) { return places.append(place, pool) }
    if let index = places.replaceIdle(before: oldestSecond, with: place) { return index }
    counters.placeOverflows += 1
    return places.count - 1
  }

  // MARK: Session

  /// No session, or one for which there was no room.
  static let noSession = UInt16.max

  private func sessionIndex(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ oldestSecond: Int
  ) -> UInt16 {
    guard frame.header.pointee.sessionLength > 0 else { return Shard.noSession }
    let known = find(frame.header.pointee.sessionHash, record)
    guard known >= 0 else { return addSessionSlow(frame, record, second, oldestSecond) }
    let session = record.pointee.sessions.pointer(known)
    if session.pointee.lastSecond < second { session.pointee.lastSecond = second }
    return UInt16(truncatingIfNeeded: known)
  }

  /// -1 where it is not known.
  @inline(__always)
  private func find(_ hash: UInt64, _ record: UnsafeMutablePointer<PrincipalRecord>) -> Int {
    let sessions = record.pointee.sessions
    if sessions.count > Session.fewest { return findAmongManySlow(hash, record) }
    for index in 0..<sessions.count where sessions.pointer(index).pointee.hash == hash { return index }
    return -1
  }

  private func findAmongManySlow(_ hash: UInt64, _ record: UnsafeMutablePointer<PrincipalRecord>) -> Int {
    let sessions = record.pointee.sessions
    let ledger = ledger(of: record)
    ledger.pointee.sessionIndex.extend(to: sessions.count, pool) { sessions.pointer($0).pointee.hash }
    var index = ledger.pointee.sessionIndex.first(hash)
    while index >= 0, sessions.pointer(index).pointee.hash != hash { index = ledger.pointee.sessionIndex.next(index) }
    return index
  }

  @inline(never)
  private func addSessionSlow(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ oldestSecond: Int
  ) -> UInt16 {
    let count = record.pointee.sessions.count
    if count < min(model.bounds.sessionsPerPrincipal, Int(Shard.noSession)) {
      record.pointee.sessions.append(makeSession(frame, second), pool)
      return UInt16(count)
    }
    guard let index = idleSession(record, oldestSecond) else {
      counters.sessionOverflows += 1
      return Shard.noSession
    }
    let place = record.pointee.sessions.pointer(index)
    place.pointee.name.release(pool)
    place.pointee = makeSession(frame, second)
    let ledger = ledger(of: record)
    ledger.pointee.sessionIndex.removeAll()
    ledger.pointee.longestIdleSession = min(ledger.pointee.longestIdleSession, second)
    return UInt16(index)
  }

  private func makeSession(_ frame: EventFrame, _ second: UInt32) -> Session {
    Session(hash: frame.header.pointee.sessionHash, name: PooledText(frame.session, pool), lastSecond: second)
  }

  /// A session in no window any more; nil where there is none.
  /// - Complexity: O(1) until the one that was idle longest when last looked for may have become too old, then O(sessions).
  private func idleSession(_ record: UnsafeMutablePointer<PrincipalRecord>, _ oldestSecond: Int) -> Int? {
    let ledger = ledger(of: record)
    guard Int(ledger.pointee.longestIdleSession) < oldestSecond else { return nil }
    let sessions = record.pointee.sessions
    var longest = UInt32.max
    for index in 0..<sessions.count {
      if Int(sessions.pointer(index).pointee.lastSecond) < oldestSecond { return index }
      longest = min(longest, sessions.pointer(index).pointee.lastSecond)
    }
    ledger.pointee.longestIdleSession = longest
    return nil
  }
}
