import Testing

@testable import ArresterEngine

@Suite("ChainIndex")
struct ChainIndexTests {
  @Test("after random additions and removals it finds what a search of the whole array finds, newest first")
  func model() {
    for seed in TestSeeds.take(30) {
      var random = SeededRandom(seed: seed)
      let pool = BlockPool()
      var index = ChainIndex()
      // nil stands for a position at which nothing is to be found.
      var hashes: [UInt64?] = []
      for _ in 0..<300 {
        if random.chance(4) {
          hashes.removeFirst(random.number(0...hashes.count))
          index.removeAll()
        }
        // Few hashes, some that differ in high bits only: chains are long, and hold what was not asked for.
        for _ in 0..<random.number(0...9) {
          hashes.append(random.chance(10) ? nil : UInt64(random.number(0...40)) << (random.chance(20) ? 32 : 0))
        }
        index.extend(to: hashes.count, pool) { hashes[$0] }
        #expect(index.count == hashes.count)
        let wanted = UInt64(random.number(0...45))
        #expect(positions(wanted, index, hashes) == hashes.indices.reversed().filter { hashes[$0] == wanted }, "ARRESTER_TEST_SEED=\(seed)")
      }
      index.release(pool)
      #expect(pool.usedBytes == 0 && index.first(1) == -1)
    }
  }

  private func positions(_ hash: UInt64, _ index: ChainIndex, _ hashes: [UInt64?]) -> [Int] {
    var found: [Int] = []
    var position = index.first(hash)
    while position >= 0 {
      if hashes[position] == hash { found.append(position) }
      position = index.next(position)
    }
    return found
  }
}
