/// Cache misses of several events at once instead of one after the other.
extension PrincipalTable {
  /// More at once and the first are out of the cache again.
  static let mostWarmed = 16

  /// Reads what events of these principals will read: slots, then records, then what records point to. The reads of one step
  /// do not depend on each other, so the processor waits for all of them together.
  /// - Returns: something made of all that was read, so that reading it is not left out.
  func warm(_ hashes: UnsafeBufferPointer<UInt64>) -> UInt32 {
    var found = InlineArray<16, Int32>(repeating: -1)
    let count = min(hashes.count, PrincipalTable.mostWarmed)
    var read: UInt32 = 0
    for index in 0..<count { found[index] = likely(hashes[index]) }
    for index in 0..<count where found[index] >= 0 {
      let record = slab[found[index]]
      read &+= record.pointee.newestSecond &+ record.pointee.kept.changes &+ UInt32(truncatingIfNeeded: record.pointee.warned)
    }
    for index in 0..<count where found[index] >= 0 { read &+= warmArrays(slab[found[index]]) }
    return read
  }

  /// The record of the first slot with the hash's tag: nearly always the right one.
  @inline(__always)
  private func likely(_ hash: UInt64) -> Int32 {
    let tag = PrincipalTable.tag(hash)
    var index = Int(tag) & mask
    while slots.base[index].entry != 0, slots.base[index].tag != tag { index = (index + 1) & mask }
    return Int32(bitPattern: slots.base[index].entry) - 1
  }

  @inline(__always)
  private func warmArrays(_ record: UnsafeMutablePointer<PrincipalRecord>) -> UInt32 {
    let cells = record.pointee.cells
    var read = record.pointee.name.firstWord
    if !cells.isEmpty {
      read &+= cells.pointer(cells.count - 1).pointee.second
      for window in 0..<3 { read &+= cells.pointer(min(Int(record.pointee.sums[window].firstCell), cells.count - 1)).pointee.second }
    }
    if !record.pointee.sessions.isEmpty { read &+= record.pointee.sessions.pointer(0).pointee.lastSecond }
    return read
  }
}
