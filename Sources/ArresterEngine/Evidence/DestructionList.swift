/// What a principal destroyed, in order of time; what is too old goes from the front without moving the rest.
struct DestructionList: BitwiseCopyable {
  private var entries = PooledArray<Destruction>()
  private var dropped: Int32 = 0

  @inline(__always)
  var count: Int { entries.count - Int(dropped) }

  @inline(__always)
  var isEmpty: Bool { count == 0 }

  @inline(__always)
  subscript(index: Int) -> Destruction { entries[index + Int(dropped)] }

  @inline(__always)
  func pointer(_ index: Int) -> UnsafeMutablePointer<Destruction> { entries.pointer(index + Int(dropped)) }

  /// How many are earlier than `time`. O(log entries).
  func count(before time: Int64) -> Int {
    var (low, high) = (0, count)
    if high > 0, pointer(high - 1).pointee.time < time { return high }
    while low < high {
      let middle = (low + high) / 2
      if pointer(middle).pointee.time < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// - Complexity: O(entries behind `index`).
  mutating func insert(_ entry: Destruction, at index: Int, _ pool: BlockPool) {
    entries.insert(entry, at: index + Int(dropped), pool)
  }

  mutating func remove(at index: Int, _ pool: BlockPool) {
    pointer(index).pointee.releaseTexts(pool)
    entries.remove(at: index + Int(dropped))
  }

  /// Forgets those older than `time`.
  /// - Returns: whether there were any.
  /// - Complexity: amortised O(1) for each that goes.
  mutating func drop(before time: Int64, _ pool: BlockPool) -> Bool {
    let before = dropped
    while count > 0, pointer(0).pointee.time < time {
      pointer(0).pointee.releaseTexts(pool)
      dropped += 1
    }
    guard dropped > before else { return false }
    if Int(dropped) * 2 >= entries.count {
      entries.removeFirst(Int(dropped))
      dropped = 0
    }
    return true
  }

  mutating func removeAll(_ pool: BlockPool) {
    for index in 0..<count { pointer(index).pointee.releaseTexts(pool) }
    entries.removeAll()
    dropped = 0
  }

  mutating func release(_ pool: BlockPool) {
    removeAll(pool)
    entries.release(pool)
  }
}
