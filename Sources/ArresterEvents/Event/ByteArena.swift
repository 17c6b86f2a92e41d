import Glibc

/// Bytes appended one run after another, in memory that is kept; growth moves them.
struct ByteArena: ~Copyable {
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 4096) {
    self.capacity = capacity
    memory = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { memory.deallocate() }

  var base: UnsafeRawPointer { UnsafeRawPointer(memory) }

  mutating func removeAll() { count = 0 }

  /// - Returns: where the bytes begin.
  @discardableResult
  mutating func append(_ bytes: UnsafeRawBufferPointer) -> Int {
    reserve(count + bytes.count)
    let start = count
    if let source = bytes.baseAddress { memcpy(memory + start, source, bytes.count) }
    count += bytes.count
    return start
  }

  mutating func append(_ word: StaticString) -> Int {
    append(UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  /// Makes room for text of at most `maximumCount` bytes written in place by `body`, which says how many it wrote.
  mutating func append(maximumCount: Int, _ body: (UnsafeMutableRawPointer) -> Int) -> Int {
    reserve(count + maximumCount)
    let start = count
    count += body(memory + start)
    return start
  }

  mutating func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    var larger = capacity
    while larger < wanted { larger *= 2 }
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    memcpy(moved, memory, count)
    memory.deallocate()
    memory = moved
    capacity = larger
  }

  func bytes(at offset: Int, count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + offset, count: count)
  }
}
