import Glibc

/// What was compiled from each name seen so far, by the name's bytes: open addressing over pointers that stay as long as the table does.
///
/// ```
/// | key, zeros up to eight bytes | its length | value |      one block for each name, so that a look touches few lines
/// ```
/// Bounded: at `maximumEntries` or `maximumBytes`, which no real account reaches, everything is forgotten and learned again, and counted:
/// whoever invents names costs time, not memory. Belongs to one thread.
struct InternTable<Value>: ~Copyable {
  private struct Slot {
    var hash: UInt64 = 0
    var value: UnsafeMutablePointer<Value>?
  }

  private var slots: UnsafeMutableBufferPointer<Slot>
  private var count = 0
  private var storage: [UnsafeMutableRawBufferPointer] = []
  private(set) var storedBytes = 0
  private(set) var flushes = 0
  private let limits: InternLimits

  /// - Parameter capacity: names that are likely to be seen, times two; a power of two.
  init(capacity: Int, limits: InternLimits = InternLimits()) {
    self.limits = limits
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: Slot())
  }

  deinit {
    for slot in slots { InternTable.release(slot) }
    for memory in storage { memory.deallocate() }
    slots.deallocate()
  }

  /// The value of the name with that hash and of which `isKey` says that its bytes are these; nil where it was not seen.
  /// - Complexity: O(1) and what `isKey` takes; no allocation. The pointer is valid until the next `insert`.
  @inline(__always)
  func find(_ hash: UInt64, _ isKey: (UnsafeRawBufferPointer) -> Bool) -> UnsafeMutablePointer<Value>? {
    var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while let value = slots[index].value {
      if slots[index].hash == hash, isKey(InternTable.key(of: value)) { return value }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a name that `find` did not know. `make` may keep memory beside the value: it goes when the value does.
  mutating func insert(
    _ hash: UInt64, key: [UInt8], _ make: (inout [UnsafeMutableRawBufferPointer]) -> Value
  ) -> UnsafeMutablePointer<Value> {
    if count >= limits.maximumEntries || storedBytes >= limits.maximumBytes {
      removeAll()
      flushes += 1
    }
    if count * 2 >= slots.count { grow() }
    let before = storage.count
    let value = InternTable.makeBlock(key)
    value.initialize(to: make(&storage))
    place(Slot(hash: hash, value: value))
    count += 1
    storedBytes += storage[before...].reduce(key.count) { $0 + $1.count }
    return value
  }

  // MARK: Blocks

  private static var lengthBytes: Int { MemoryLayout<UInt64>.size }

  /// Where a value begins in the block of a key of so many bytes.
  private static func offset(_ keyCount: Int) -> Int { (keyCount + lengthBytes + 15) & ~15 }

  private static func makeBlock(_ key: [UInt8]) -> UnsafeMutablePointer<Value> {
    precondition(MemoryLayout<Value>.alignment <= 16)
    let offset = offset(key.count)
    let block = UnsafeMutableRawPointer.allocate(byteCount: offset + MemoryLayout<Value>.size, alignment: 16)
    block.initializeMemory(as: UInt8.self, repeating: 0, count: offset)
    key.withUnsafeBytes { bytes in
      if let base = bytes.baseAddress { block.copyMemory(from: base, byteCount: bytes.count) }
    }
    block.storeBytes(of: UInt64(key.count), toByteOffset: offset - lengthBytes, as: UInt64.self)
    return (block + offset).bindMemory(to: Value.self, capacity: 1)
  }

  @inline(__always)
  private static func key(of value: UnsafeMutablePointer<Value>) -> UnsafeRawBufferPointer {
    let memory = UnsafeRawPointer(value)
    let count = Int(memory.load(fromByteOffset: -lengthBytes, as: UInt64.self))
    return UnsafeRawBufferPointer(start: memory - offset(count), count: count)
  }

  private static func release(_ slot: Slot) {
    guard let value = slot.value else { return }
    let block = UnsafeMutableRawPointer(value) - offset(key(of: value).count)
    value.deinitialize(count: 1)
    block.deallocate()
  }

  // MARK: Slots

  private func place(_ slot: Slot) {
    var index = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
    while slots[index].value != nil { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = .allocate(capacity: old.count * 2)
    slots.initialize(repeating: Slot())
    for slot in old where slot.value != nil { place(slot) }
    old.deallocate()
  }

  private mutating func removeAll() {
    for index in slots.indices {
      InternTable.release(slots[index])
      slots[index] = Slot()
    }
    for memory in storage { memory.deallocate() }
    storage.removeAll()
    storedBytes = 0
    count = 0
  }
}

struct InternLimits {
  var maximumEntries = 65_536
  var maximumBytes = 64 * 1024 * 1024
}
