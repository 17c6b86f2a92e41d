import ArresterEvents

/// The principals with anything in their windows, found by (platform, principal, kind).
///
/// Open addressing over 8-byte slots that hold 32 bits of the hash, so that a search reads no record but the right one and
/// growing reads none. Bounded: idle ones are forgotten once no window can need them; at the limit the longest idle goes first,
/// and is counted, but none that destroyed something or is tripped. Belongs to the shard's thread.
final class PrincipalTable {
  struct Slot {
    var tag: UInt32 = 0
    /// Index into the slab and one; 0: an empty slot.
    var entry: UInt32 = 0
  }

  let pool = BlockPool()
  let slab: RecordSlab
  private(set) var count = 0
  private(set) var evictedAtLimit = 0
  /// Events of principals for which there was no room.
  private(set) var untracked = 0
  private var wheel: IdleWheel
  private(set) var slots: AddressSpace<Slot>
  private(set) var mask: Int
  private let limit: Int

  /// Principals that one event forgets at most: after a silence a whole minute's may be due at once.
  private static let forgottenPerEvent = 1024

  init(limit: Int, horizonSeconds: Int) {
    self.limit = limit
    slab = RecordSlab(limit: limit)
    wheel = IdleWheel(horizonSeconds: horizonSeconds)
    slots = AddressSpace(capacity: 1024)
    mask = 1023
  }

  deinit { slots.release() }

  /// All bits of the hash have a part in it: shards are chosen by some of them.
  @inline(__always)
  static func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash ^ hash >> 32) }

  /// The record of the frame's principal, if it has one. O(1).
  @inline(__always)
  func find(_ frame: EventFrame) -> Int32? {
    let hash = frame.header.pointee.principalHash
    let tag = PrincipalTable.tag(hash)
    var index = Int(tag) & mask
    while slots.base[index].entry != 0 {
      let slot = slots.base[index]
      if slot.tag == tag {
        let record = slab[Int32(slot.entry) - 1]
        PrincipalRecord.fetchArrays(record)
        if record.pointee.hash == hash, record.pointee.name.equals(frame.principal) { return Int32(slot.entry) - 1 }
      }
      index = (index + 1) & mask
    }
    return nil
  }

  /// Makes a record; nil where the limit is reached and nobody may go.
  func insert(_ frame: EventFrame, mayEvict: (Int32) -> Bool) -> Int32? {
    if count >= limit, !evictLongestIdle(mayEvict) {
      untracked += 1
      return nil
    }
    if (count + 1) * 2 > mask + 1 { growSlots() }
    let header = frame.header.pointee
    let record = PrincipalRecord(
      hash: header.principalHash, name: PrincipalName(frame.principal, homeScope: frame.homeScope, pool), platform: header.platform,
      kind: header.kind)
    let index = slab.insert(record)
    place(Slot(tag: PrincipalTable.tag(header.principalHash), entry: UInt32(index) + 1))
    count += 1
    return index
  }

  @inline(__always)
  func touch(_ index: Int32, second: Int64) { wheel.touch(index, minute: Int32(truncatingIfNeeded: second / 60), slab) }

  /// Forgets principals whose last event is older than `second`, or as many of them as one event should. O(1) where there is none.
  /// - Returns: whether a minute has passed since it last looked.
  @inline(__always)
  @discardableResult
  func expire(_ platform: Platform, before second: Int64) -> Bool {
    let minute = Int32(truncatingIfNeeded: second / 60)
    guard wheel.isBehind(platform, minute) else { return false }
    expireSlow(platform, minute)
    return true
  }

  @inline(never)
  private func expireSlow(_ platform: Platform, _ minute: Int32) {
    var steps = PrincipalTable.forgottenPerEvent
    while let index = wheel.popOlder(than: minute, platform, steps: &steps, slab) { remove(index) }
  }

  /// Visits every record. O(principals): for people's rare commands.
  @inline(__always)
  func visit(_ body: (UnsafeMutablePointer<PrincipalRecord>) -> Void) { slab.visit(body) }

  private func evictLongestIdle(_ mayEvict: (Int32) -> Bool) -> Bool {
    guard let index = wheel.takeLongestIdle(steps: 1024, slab, mayGo: mayEvict) else { return false }
    remove(index)
    evictedAtLimit += 1
    return true
  }

  private func remove(_ index: Int32) {
    var hole = Int(PrincipalTable.tag(slab[index].pointee.hash)) & mask
    while slots.base[hole].entry != UInt32(index) + 1 { hole = (hole + 1) & mask }
    closeHole(hole)
    slab[index].pointee.release(pool)
    slab.remove(index)
    count -= 1
  }

  /// Moves later entries of the probe sequence back, so that lookups need no tombstones.
  private func closeHole(_ removed: Int) {
    var hole = removed
    var index = (hole + 1) & mask
    while slots.base[index].entry != 0 {
      let home = Int(slots.base[index].tag) & mask
      if (index - home) & mask >= (index - hole) & mask {
        slots.base[hole] = slots.base[index]
        hole = index
      }
      index = (index + 1) & mask
    }
    slots.base[hole] = Slot()
  }

  private func place(_ slot: Slot) {
    var index = Int(slot.tag) & mask
    while slots.base[index].entry != 0 { index = (index + 1) & mask }
    slots.base[index] = slot
  }

  private func growSlots() {
    let (old, count) = (slots, mask + 1)
    slots = AddressSpace(capacity: count * 2)
    mask = count * 2 - 1
    for index in 0..<count where old.base[index].entry != 0 { place(old.base[index]) }
    old.release()
  }
}
