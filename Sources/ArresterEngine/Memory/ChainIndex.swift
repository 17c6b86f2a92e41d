/// Finds elements of an array by hash: chains of positions, newest first. The array stays where and what it is.
///
/// ```
/// heads  | -1 |  4 | -1 |  2 |      a power of two, chosen by the hash's low bits
/// nexts  | -1 |  0 | -1 |  1 |  3 | one for each position: the one before it in its chain
/// ```
/// Elements are only added; after a removal it is made anew. In a shard's pool; its owner releases it.
struct ChainIndex: BitwiseCopyable {
  private var heads = PooledArray<Int32>()
  private var nexts = PooledArray<Int32>()

  /// How many positions it knows.
  var count: Int { nexts.count }

  /// Takes in the positions up to `count`.
  /// - Parameter hash: of a position; nil where nothing is to be found there.
  /// - Complexity: amortised O(1) for each position.
  mutating func extend(to count: Int, _ pool: BlockPool, hash: (Int) -> UInt64?) {
    if count > heads.count { makeHeads(count, pool) }
    for position in nexts.count..<count {
      guard let hash = hash(position) else {
        nexts.append(-1, pool)
        continue
      }
      let head = heads.pointer(Int(truncatingIfNeeded: hash) & (heads.count - 1))
      nexts.append(head.pointee, pool)
      head.pointee = Int32(position)
    }
  }

  /// More heads, and every position to be chained again.
  private mutating func makeHeads(_ count: Int, _ pool: BlockPool) {
    var wanted = max(heads.count, 32)
    while wanted < count { wanted *= 2 }
    for _ in heads.count..<wanted { heads.append(-1, pool) }
    removeAll()
  }

  /// The newest position whose hash may be this one; -1 where there is none.
  @inline(__always)
  func first(_ hash: UInt64) -> Int {
    heads.isEmpty ? -1 : Int(heads[Int(truncatingIfNeeded: hash) & (heads.count - 1)])
  }

  /// The one before it in its chain; -1 at the end.
  @inline(__always)
  func next(_ position: Int) -> Int { Int(nexts[position]) }

  /// Forgets all positions and keeps its memory.
  mutating func removeAll() {
    for index in 0..<heads.count { heads[index] = -1 }
    nexts.removeAll()
  }

  mutating func release(_ pool: BlockPool) {
    heads.release(pool)
    nexts.release(pool)
  }
}
