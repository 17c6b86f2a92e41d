/// Counts distinct hashes exactly, up to a limit at which it stops counting. Belongs to one thread.
struct DistinctCounter {
  /// 128 MiB of table.
  static let limit = 8 * 1024 * 1024
  private var slots: [UInt64] = Array(repeating: 0, count: 1024)
  private(set) var count = 0

  /// - Complexity: O(1), amortised; no allocation for a hash seen before.
  mutating func add(_ hash: UInt64) {
    let key = hash == 0 ? 1 : hash
    var index = Int(truncatingIfNeeded: key) & (slots.count - 1)
    while slots[index] != 0 {
      if slots[index] == key { return }
      index = (index + 1) & (slots.count - 1)
    }
    guard count < DistinctCounter.limit else { return }
    slots[index] = key
    count += 1
    if count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    for key in old where key != 0 {
      var index = Int(truncatingIfNeeded: key) & (slots.count - 1)
      while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
      slots[index] = key
    }
  }
}
