import Glibc

/// Bytes that are added at the end and removed at the beginning, in one piece of memory.
struct ByteBuffer: ~Copyable {
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 4096) {
    self.capacity = capacity
    memory = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit { memory.deallocate() }

  @inline(__always)
  subscript(index: Int) -> UInt8 { memory.load(fromByteOffset: index, as: UInt8.self) }

  /// Valid until the buffer changes.
  @inline(__always)
  subscript(range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory + range.lowerBound, count: range.count) }

  /// Hands `read` `room` bytes behind the last, and keeps as many as it says that it wrote.
  mutating func fill(room: Int, _ read: (UnsafeMutableRawBufferPointer) -> Int) {
    reserve(count + room)
    count += read(UnsafeMutableRawBufferPointer(start: memory + count, count: room))
  }

  mutating func removeFirst(_ removed: Int) {
    count -= removed
    memmove(memory, memory + removed, count)
  }

  mutating func removeAll() { count = 0 }

  private mutating func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    while capacity < wanted { capacity *= 2 }
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
    memcpy(larger, memory, count)
    memory.deallocate()
    memory = larger
  }
}
