import Glibc

/// What was compiled from each name seen so far, by the name's bytes: open addressing over pointers that stay as long as the table does.
///
/// Bounded: at `maximumEntries` or `maximumBytes`, which no real account reaches, everything is forgotten and learned again, and counted:
/// whoever invents names costs time, not memory. Belongs to one thread.
struct InternTable<Value>: ~Copyable {
  private struct Slot {
    var hash: UInt64 = 0
    var value: UnsafeMutablePointer<Value>?
    var key = UnsafeRawBufferPointer(start: nil, count: 0)
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
    for slot in slots {
      slot.value?.deinitialize(count: 1)
      slot.value?.deallocate()
    }
    for memory in storage { memory.deallocate() }
    slots.deallocate()
  }

  /// The value of the name with that hash and of which `isKey` says that its bytes are these; nil where it was not seen.
  /// - Complexity: O(1) and what `isKey` takes; no allocation. The pointer is valid until the next `insert`.
  @inline(__always)
  func find(_ hash: UInt64, _ isKey: (UnsafeRawBufferPointer) -> Bool) -> UnsafeMutablePointer<Value>? {
    var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while let value = slots[index].value {
      if slots[index].hash == hash, isKey(slots[index].key) { return value }
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
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: key.count, alignment: 8)
    copy.copyBytes(from: key)
    storage.append(copy)
    let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)
    value.initialize(to: make(&storage))
    place(Slot(hash: hash, value: value, key: UnsafeRawBufferPointer(copy)))
    count += 1
    storedBytes += storage[before...].reduce(0) { $0 + $1.count }
    return value
  }

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
      slots[index].value?.deinitialize(count: 1)
      slots[index].value?.deallocate()
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
