import ArresterBase
import Glibc

/// The actions seen so far, by the bytes of `eventSource` and `eventName`.
///
/// Bounded: at `maximumActions` or `maximumBytes`, which no real account reaches, everything is forgotten and learned again, and counted:
/// whoever invents action names costs time, not memory. Belongs to one thread.
final class ActionInterner {
  static let maximumActions = 65_536
  static let maximumBytes = 64 * 1024 * 1024

  private struct Slot {
    var hash: UInt64 = 0
    var action: UnsafeMutablePointer<CompiledAction>?
    var key = UnsafeRawBufferPointer(start: nil, count: 0)
    var sourceLength = 0
  }

  private let model: EventModel
  private var slots: UnsafeMutableBufferPointer<Slot>
  private var count = 0
  private var storage: [UnsafeMutableRawBufferPointer] = []
  private(set) var storedBytes = 0
  private(set) var flushes = 0

  init(_ model: EventModel) {
    self.model = model
    slots = .allocate(capacity: 4096)
    slots.initialize(repeating: Slot())
  }

  deinit {
    removeAll()
    slots.deallocate()
  }

  /// - Complexity: O(length) and no allocation for an action seen before. The pointer is valid until the next call.
  func find(source: UnsafeRawBufferPointer, name: UnsafeRawBufferPointer) -> UnsafeMutablePointer<CompiledAction> {
    let hash = Hash64.hash(name, seed: Hash64.hash(source, seed: Hash64.seed))
    var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while let action = slots[index].action {
      if slots[index].hash == hash, matches(slots[index], source, name) { return action }
      index = (index + 1) & (slots.count - 1)
    }
    return insertSlow(hash, source, name)
  }

  private func matches(_ slot: Slot, _ source: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) -> Bool {
    guard slot.sourceLength == source.count, slot.key.count == source.count + name.count, let key = slot.key.baseAddress else {
      return false
    }
    return (source.isEmpty || memcmp(key, source.baseAddress!, source.count) == 0)
      && memcmp(key + source.count, name.baseAddress!, name.count) == 0
  }

  private func insertSlow(
    _ hash: UInt64, _ source: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer
  ) -> UnsafeMutablePointer<CompiledAction> {
    if count >= ActionInterner.maximumActions || storedBytes >= ActionInterner.maximumBytes {
      removeAll()
      flushes += 1
    }
    if count * 2 >= slots.count { grow() }
    let before = storage.count
    let key = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count + name.count, alignment: 8)
    UnsafeMutableRawBufferPointer(rebasing: key[..<source.count]).copyMemory(from: source)
    UnsafeMutableRawBufferPointer(rebasing: key[source.count...]).copyMemory(from: name)
    storage.append(key)
    let action = UnsafeMutablePointer<CompiledAction>.allocate(capacity: 1)
    action.initialize(to: CompiledAction(model, eventSource: source.text, eventName: name.text, storage: &storage))
    place(Slot(hash: hash, action: action, key: UnsafeRawBufferPointer(key), sourceLength: source.count))
    count += 1
    storedBytes += storage[before...].reduce(0) { $0 + $1.count }
    return action
  }

  private func place(_ slot: Slot) {
    var index = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
    while slots[index].action != nil { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  private func grow() {
    let old = slots
    slots = .allocate(capacity: old.count * 2)
    slots.initialize(repeating: Slot())
    for slot in old where slot.action != nil { place(slot) }
    old.deallocate()
  }

  private func removeAll() {
    for index in slots.indices {
      slots[index].action?.deinitialize(count: 1)
      slots[index].action?.deallocate()
      slots[index] = Slot()
    }
    for memory in storage { memory.deallocate() }
    storage.removeAll()
    storedBytes = 0
    count = 0
  }
}
