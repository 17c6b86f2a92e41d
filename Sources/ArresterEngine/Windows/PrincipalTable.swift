import ArresterEvents

/// The principals with anything in their windows, found by (platform, principal, kind).
///
/// Bounded: idle ones are forgotten once no window can need them; at the limit the longest idle goes first, and is counted,
/// but none that destroyed something or is tripped. Belongs to the shard's thread.
final class PrincipalTable {
  let pool = BlockPool()
  let slab = RecordSlab()
  private(set) var count = 0
  private(set) var evictedAtLimit = 0
  /// Events of principals for which there was no room.
  private(set) var untracked = 0
  private var wheel: IdleWheel
  private var slots: [Int32]
  private let limit: Int

  init(limit: Int, horizonSeconds: Int) {
    self.limit = limit
    wheel = IdleWheel(horizonSeconds: horizonSeconds)
    slots = Array(repeating: -1, count: 1024)
  }

  /// The record of the frame's principal, if it has one. O(1).
  @inline(__always)
  func find(_ frame: EventFrame) -> Int32? {
    let hash = frame.header.pointee.principalHash
    var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[index] >= 0 {
      let record = slab[slots[index]]
      if record.pointee.hash == hash, record.pointee.name.equals(frame.principal) { return slots[index] }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Makes a record; nil where the limit is reached and nobody may go.
  func insert(_ frame: EventFrame, mayEvict: (Int32) -> Bool) -> Int32? {
    if count >= limit, !evictLongestIdle(mayEvict) {
      untracked += 1
      return nil
    }
    if (count + 1) * 2 > slots.count { growSlots() }
    let header = frame.header.pointee
    let record = PrincipalRecord(
      hash: header.principalHash, name: PooledText(frame.principal, pool), homeScope: PooledText(frame.homeScope, pool),
      platform: header.platform, kind: header.kind)
    let index = slab.insert(record)
    place(index)
    count += 1
    return index
  }

  func touch(_ index: Int32, second: Int64) { wheel.touch(index, minute: Int32(truncatingIfNeeded: second / 60), slab) }

  /// Forgets principals whose last event is older than `second`. O(1) where there is none.
  @inline(__always)
  func expire(_ platform: Platform, before second: Int64) {
    let minute = Int32(truncatingIfNeeded: second / 60)
    guard wheel.isBehind(platform, minute) else { return }
    while let index = wheel.popOlder(than: minute, platform, slab) { remove(index) }
  }

  /// Visits every record. O(principals): for people's rare commands.
  func visit(_ body: (UnsafeMutablePointer<PrincipalRecord>) -> Void) {
    for index in slots where index >= 0 { body(slab[index]) }
  }

  private func evictLongestIdle(_ mayEvict: (Int32) -> Bool) -> Bool {
    guard let index = wheel.longestIdle(steps: 1024, slab, mayGo: mayEvict) else { return false }
    wheel.unlink(index, slab)
    remove(index)
    evictedAtLimit += 1
    return true
  }

  private func remove(_ index: Int32) {
    var hole = Int(truncatingIfNeeded: slab[index].pointee.hash) & (slots.count - 1)
    while slots[hole] != index { hole = (hole + 1) & (slots.count - 1) }
    closeHole(hole)
    slab[index].pointee.release(pool)
    slab.remove(index)
    count -= 1
  }

  /// Moves later entries of the probe sequence back, so that lookups need no tombstones.
  private func closeHole(_ removed: Int) {
    let mask = slots.count - 1
    var hole = removed
    var index = (hole + 1) & mask
    while slots[index] >= 0 {
      let home = Int(truncatingIfNeeded: slab[slots[index]].pointee.hash) & mask
      if (index - home) & mask >= (index - hole) & mask {
        slots[hole] = slots[index]
        hole = index
      }
      index = (index + 1) & mask
    }
    slots[hole] = -1
  }

  private func place(_ record: Int32) {
    var index = Int(truncatingIfNeeded: slab[record].pointee.hash) & (slots.count - 1)
    while slots[index] >= 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = record
  }

  private func growSlots() {
    let old = slots
    slots = Array(repeating: -1, count: old.count * 2)
    for record in old where record >= 0 { place(record) }
  }
}
