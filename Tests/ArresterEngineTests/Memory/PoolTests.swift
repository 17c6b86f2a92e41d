import Testing

@testable import ArresterEngine

@Suite("BlockPool and PooledArray")
struct PoolTests {
  @Test("a block holds what was asked for, wastes less than 16 bytes or a quarter, and is aligned")
  func sizes() {
    let pool = BlockPool()
    for bytes in Array(1...300) + [1000, 4096, 4097, 32_768, 32_769, 100_000] {
      let capacity = BlockPool.capacity(for: bytes)
      #expect(capacity >= bytes && capacity < bytes + max(16, bytes / 4 + 1))
      let block = pool.allocate(bytes)
      #expect(Int(bitPattern: block) % 16 == 0)
      block.initializeMemory(as: UInt8.self, repeating: 0xa5, count: capacity)
      #expect(pool.usedBytes == capacity)
      pool.release(block, bytes: bytes)
      #expect(pool.usedBytes == 0)
    }
  }

  @Test("live blocks never overlap, and what is released is used again")
  func overlap() {
    let pool = BlockPool()
    var random = SeededRandom(seed: 3)
    var live: [(block: UnsafeMutableRawPointer, bytes: Int, mark: UInt8)] = []
    for step in 0..<20_000 {
      if live.count > 200 || (!live.isEmpty && random.chance(45)) {
        let (block, bytes, mark) = live.remove(at: random.number(0...live.count - 1))
        #expect(UnsafeRawBufferPointer(start: block, count: bytes).allSatisfy { $0 == mark })
        pool.release(block, bytes: bytes)
      } else {
        let bytes = random.number(1...200)
        let mark = UInt8(truncatingIfNeeded: step)
        let block = pool.allocate(bytes)
        block.initializeMemory(as: UInt8.self, repeating: mark, count: bytes)
        live.append((block, bytes, mark))
      }
      #expect(pool.usedBytes == live.reduce(0) { $0 + BlockPool.capacity(for: $1.bytes) })
    }
    let first = pool.allocate(64)
    pool.release(first, bytes: 64)
    #expect(pool.allocate(64) == first)
  }

  @Test("an array after random operations is what Swift's own would be")
  func arrays() {
    for seed in TestSeeds.take(20) {
      var random = SeededRandom(seed: seed)
      let pool = BlockPool()
      var pooled = PooledArray<UInt32>()
      var model: [UInt32] = []
      for _ in 0..<400 {
        apply(random.number(0...99), &pooled, &model, pool, &random)
        #expect(pooled.count == model.count && pooled.isEmpty == model.isEmpty)
        #expect((0..<model.count).allSatisfy { pooled[$0] == model[$0] }, "ARRESTER_TEST_SEED=\(seed)")
      }
      pooled.release(pool)
      #expect(pool.usedBytes == 0 && pooled.isEmpty)
    }
  }

  private func apply(
    _ choice: Int, _ pooled: inout PooledArray<UInt32>, _ model: inout [UInt32], _ pool: BlockPool, _ random: inout SeededRandom
  ) {
    let element = UInt32.random(in: 0...UInt32.max, using: &random)
    let index = model.isEmpty ? 0 : random.number(0...model.count - 1)
    switch choice {
    case 0..<45:
      pooled.append(element, pool)
      model.append(element)
    case 45..<65:
      pooled.insert(element, at: index, pool)
      model.insert(element, at: index)
    case 65..<75 where !model.isEmpty:
      pooled.remove(at: index)
      model.remove(at: index)
    case 75..<82 where !model.isEmpty:
      pooled.removeUnordered(index)
      model.swapAt(index, model.count - 1)
      model.removeLast()
    case 82..<88:
      pooled.removeFirst(index)
      model.removeFirst(index)
    case 88..<94:
      pooled.removeLast(index)
      model.removeLast(index)
    case 94..<98 where !model.isEmpty:
      pooled[index] = element
      model[index] = element
    case 98:
      pooled.removeAll()
      model.removeAll()
    default: break
    }
  }

  @Test("a text keeps its bytes and gives its block back", arguments: ["", "a", "principal", String(repeating: "long", count: 500)])
  func texts(word: String) {
    let pool = BlockPool()
    var text = Array(word.utf8).withUnsafeBytes { PooledText($0, pool) }
    #expect(text.text == word)
    text.release(pool)
    #expect(pool.usedBytes == 0 && text.text.isEmpty)
  }

  @Test("a principal's name equals itself only, its home scope beside it", arguments: ["", "a", "principal"], ["", "111122223333"])
  func principalNames(word: String, scope: String) {
    let pool = BlockPool()
    var name = Array(word.utf8).withUnsafeBytes { bytes in
      Array(scope.utf8).withUnsafeBytes { PrincipalName(bytes, homeScope: $0, pool) }
    }
    func equals(_ other: String) -> Bool { Array(other.utf8).withUnsafeBytes { name.equals($0) } }
    #expect(name.text == word && name.homeScope == scope)
    #expect(equals(word) && !equals(word + "x") && (word.isEmpty || !equals(String(word.dropLast()) + "x")))
    name.release(pool)
    #expect(pool.usedBytes == 0 && name.text.isEmpty && name.homeScope.isEmpty)
  }

  @Test("names keep their numbers; past the limit they are other, and counted")
  func names() {
    let table = NameTable(limit: 4)
    func number(_ name: String, _ hash: UInt64) -> UInt32 { Array(name.utf8).withUnsafeBytes { table.number(of: $0, hash: hash) } }
    let first = number("us-east-1", 11)
    let other = number("eu-west-1", 12)
    #expect(first != other && number("us-east-1", 11) == first && table.name(first) == "us-east-1" && table.overflows == 0)
    #expect(number("ap-south-1", 13) == NameTable.other && table.overflows == 1)
    #expect(table.name(NameTable.other) == "(other)" && table.name(NameTable.none).isEmpty)
  }
}
