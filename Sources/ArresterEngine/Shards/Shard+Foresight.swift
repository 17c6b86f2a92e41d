import ArresterEvents
import CMachine

/// A change is known to come some hundred nanoseconds before it is there: as long as memory takes.
extension Shard {
  /// Has fetched meanwhile what the change will need; changes no verdict.
  /// - Complexity: O(1), no allocation. Call on the shard's thread.
  public func foresee(_ change: Foresight) {
    if change.isNear { table.fetchRecord(change.principalHash) } else { table.fetchSlot(change.principalHash) }
  }
}

extension PrincipalTable {
  @inline(__always)
  fileprivate func fetchSlot(_ hash: UInt64) { arrester_prefetch(slots.base + Int(PrincipalTable.tag(hash)) & mask) }

  /// The record of the first slot with the hash's tag: nearly always the right one.
  @inline(__always)
  fileprivate func fetchRecord(_ hash: UInt64) {
    let tag = PrincipalTable.tag(hash)
    var index = Int(tag) & mask
    while slots.base[index].entry != 0, slots.base[index].tag != tag { index = (index &+ 1) & mask }
    guard slots.base[index].entry != 0 else { return }
    let record = UnsafeRawPointer(slab[Int32(bitPattern: slots.base[index].entry) &- 1])
    for line in 0..<4 { arrester_prefetch(record + line &* 64) }
  }
}

extension PrincipalRecord {
  /// Has fetched what an event in order will read behind the record: all of it at once, as no part waits for another.
  @inline(__always)
  static func fetchArrays(_ record: UnsafePointer<PrincipalRecord>) {
    record.pointee.name.fetch()
    arrester_prefetch(record.pointee.ledger)
    guard let cells = record.pointee.cells.base else { return }
    arrester_prefetch(cells + record.pointee.cells.count)
    if let sessions = record.pointee.sessions.base { arrester_prefetch(sessions) }
    for window in 0..<3 { arrester_prefetch(cells + Int(record.pointee.firstCells[unchecked: window])) }
  }
}
