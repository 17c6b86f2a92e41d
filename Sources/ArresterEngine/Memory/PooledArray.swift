/// An array in a shard's pool, small enough to stand in a record by itself: 16 bytes, and no reference counting.
///
/// Its owner releases it; the pool must be the one that it grew in. Belongs to the shard's thread.
struct PooledArray<Element: BitwiseCopyable> {
  private(set) var base: UnsafeMutablePointer<Element>?
  private(set) var count32: Int32 = 0
  private var capacity: Int32 = 0

  @inline(__always)
  var count: Int { Int(count32) }

  @inline(__always)
  var isEmpty: Bool { count32 == 0 }

  /// The next append asks the pool for more.
  @inline(__always)
  var isFull: Bool { count32 == capacity }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { base.unsafelyUnwrapped[index] }
    nonmutating set { base.unsafelyUnwrapped[index] = newValue }
  }

  @inline(__always)
  func pointer(_ index: Int) -> UnsafeMutablePointer<Element> { base.unsafelyUnwrapped + index }

  /// - Complexity: amortised O(1).
  @inline(__always)
  mutating func append(_ element: Element, _ pool: BlockPool) {
    if count32 == capacity { grow(pool) }
    (base.unsafelyUnwrapped + count).initialize(to: element)
    count32 += 1
  }

  /// - Complexity: O(elements behind `index`).
  mutating func insert(_ element: Element, at index: Int, _ pool: BlockPool) {
    append(element, pool)
    let start = pointer(index)
    (start + 1).update(from: start, count: count - 1 - index)
    start.pointee = element
  }

  /// - Complexity: O(elements kept).
  mutating func removeFirst(_ removed: Int) {
    guard removed > 0, let base else { return }
    base.update(from: base + removed, count: count - removed)
    count32 -= Int32(removed)
  }

  /// The last element takes the place of the one removed.
  mutating func removeUnordered(_ index: Int) {
    self[index] = self[count - 1]
    count32 -= 1
  }

  mutating func remove(at index: Int) {
    let place = pointer(index)
    place.update(from: place + 1, count: count - 1 - index)
    count32 -= 1
  }

  mutating func removeLast(_ removed: Int) { count32 -= Int32(removed) }

  mutating func removeAll() { count32 = 0 }

  mutating func release(_ pool: BlockPool) {
    if let base { pool.release(UnsafeMutableRawPointer(base), bytes: Int(capacity) * MemoryLayout<Element>.stride) }
    base = nil
    count32 = 0
    capacity = 0
  }

  private mutating func grow(_ pool: BlockPool) {
    let stride = MemoryLayout<Element>.stride
    // Most arrays stay small, and there are millions of them: those grow by a size of the pool, others by half.
    let wanted = max(Int(capacity) < 64 ? Int(capacity) + 1 : Int(capacity) + Int(capacity) / 2, 2)
    let larger = BlockPool.capacity(for: wanted * stride) / stride
    let memory = pool.allocate(larger * stride).bindMemory(to: Element.self, capacity: larger)
    if let base {
      memory.update(from: base, count: count)
      pool.release(UnsafeMutableRawPointer(base), bytes: Int(capacity) * stride)
    }
    base = memory
    capacity = Int32(larger)
  }
}
