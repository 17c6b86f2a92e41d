import ArresterBase

/// Names of regions and scopes, kept once for a shard. Belongs to its thread.
///
/// Open addressing over (hash, number): asked twice for every event, so a lookup is one load where the few names that are
/// common stay in the cache. Bounded: past its limit a name gets the number of "(other)", and is counted.
final class NameTable {
  static let other: UInt32 = 0
  /// Stands for no name at all.
  static let none: UInt32 = 1

  private struct Slot {
    var hash: UInt64 = 0
    /// 0: an empty slot; "(other)" is never in one.
    var number: UInt32 = 0
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  private var names: [String] = ["(other)", ""]
  private let limit: Int
  private(set) var overflows = 0

  init(limit: Int) {
    self.limit = limit
    slots = NameTable.makeSlots(64)
    mask = 63
  }

  deinit { slots.deallocate() }

  /// - Complexity: O(1); allocates for a name not seen before.
  @inline(__always)
  func number(of name: UnsafeRawBufferPointer, hash: UInt64) -> UInt32 {
    let index = slot(of: hash)
    return slots[index].number != 0 ? slots[index].number : addSlow(name, hash)
  }

  func name(_ number: UInt32) -> String { names[Int(number)] }

  /// Where the hash stands, or the empty slot where it would.
  @inline(__always)
  private func slot(of hash: UInt64) -> Int {
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index].number != 0, slots[index].hash != hash { index = (index + 1) & mask }
    return index
  }

  @inline(never)
  private func addSlow(_ name: UnsafeRawBufferPointer, _ hash: UInt64) -> UInt32 {
    guard names.count < limit else {
      overflows += 1
      return NameTable.other
    }
    if names.count * 2 > mask { grow() }
    let number = UInt32(names.count)
    names.append(String(decoding: name, as: UTF8.self))
    slots[slot(of: hash)] = Slot(hash: hash, number: number)
    return number
  }

  private func grow() {
    let (old, count) = (slots, mask + 1)
    slots = NameTable.makeSlots(count * 2)
    mask = count * 2 - 1
    for index in 0..<count where old[index].number != 0 { slots[slot(of: old[index].hash)] = old[index] }
    old.deallocate()
  }

  private static func makeSlots(_ count: Int) -> UnsafeMutablePointer<Slot> {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
    slots.initialize(repeating: Slot(), count: count)
    return slots
  }
}
