/// Counts distinct hashes exactly, up to a limit at which it stops counting. Belongs to one thread.
///
/// Hashes are gathered and looked up some at a time: one after another, each would wait for memory; together they wait once.
struct DistinctCounter: ~Copyable {
  /// 128 MiB of table.
  static let limit = 8 * 1024 * 1024
  private static let batch = 64

  private var slots: UnsafeMutableBufferPointer<UInt64>
  private let pending = UnsafeMutablePointer<UInt64>.allocate(capacity: DistinctCounter.batch)
  private var pendingCount = 0
  private var known = 0

  init() {
    slots = .allocate(capacity: 1024)
    slots.initialize(repeating: 0)
  }

  deinit {
    slots.deallocate()
    pending.deallocate()
  }

  var count: Int {
    mutating get {
      settle()
      return known
    }
  }

  /// - Complexity: O(1), amortised; no allocation for a hash seen before.
  @inline(__always)
  mutating func add(_ hash: UInt64) {
    pending[pendingCount] = hash == 0 ? 1 : hash
    pendingCount &+= 1
    if pendingCount == DistinctCounter.batch { settle() }
  }

  private mutating func settle() {
    for index in 0..<pendingCount { insert(pending[index]) }
    pendingCount = 0
  }

  private mutating func insert(_ key: UInt64) {
    let place = DistinctCounter.place(of: key, in: slots)
    guard slots[place] == 0, known < DistinctCounter.limit else { return }
    slots[place] = key
    known += 1
    if known * 2 > slots.count { growSlow() }
  }

  /// Where the key stands, or would.
  @inline(__always)
  private static func place(of key: UInt64, in slots: UnsafeMutableBufferPointer<UInt64>) -> Int {
    let mask = slots.count &- 1
    var index = Int(truncatingIfNeeded: key) & mask
    while slots[index] != 0, slots[index] != key { index = (index &+ 1) & mask }
    return index
  }

  private mutating func growSlow() {
    let old = slots
    slots = .allocate(capacity: old.count * 2)
    slots.initialize(repeating: 0)
    for key in old where key != 0 { slots[DistinctCounter.place(of: key, in: slots)] = key }
    old.deallocate()
  }
}
