import ArresterBase
import Glibc

/// The Kubernetes actions seen so far, by the bytes of group, resource, subresource and verb.
///
/// Bounded as `ActionInterner` is: at the limit everything is forgotten and learned again, and counted. Belongs to one thread.
final class KubernetesActionMemory {
  private struct Slot {
    var hash: UInt64 = 0
    var action: UnsafeMutablePointer<KubernetesAction>?
    var key = UnsafeRawBufferPointer(start: nil, count: 0)
  }

  private let catalog: KubernetesCatalog
  private var slots: UnsafeMutableBufferPointer<Slot>
  private var count = 0
  private var storage: [UnsafeMutableRawBufferPointer] = []
  private var storedBytes = 0
  private(set) var flushes = 0
  /// The parts of the name in hand, each behind its length, so that no two names are the same bytes.
  private var key = ByteArena()

  init(_ catalog: KubernetesCatalog) {
    self.catalog = catalog
    slots = .allocate(capacity: 1024)
    slots.initialize(repeating: Slot())
  }

  deinit {
    removeAll()
    slots.deallocate()
  }

  /// - Complexity: O(length) and no allocation for an action seen before. The pointer is valid until the next call.
  func find(_ name: KubernetesActionName) -> UnsafeMutablePointer<KubernetesAction> {
    key.removeAll()
    append(name.resource)
    append(name.verb)
    append(name.group)
    append(name.subresource)
    let bytes = key.bytes(at: 0, count: key.count)
    let hash = Hash64.hash(bytes, seed: Hash64.seed)
    var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while let action = slots[index].action {
      if slots[index].hash == hash, matches(slots[index], bytes) { return action }
      index = (index + 1) & (slots.count - 1)
    }
    return insertSlow(hash, name)
  }

  private func matches(_ slot: Slot, _ bytes: UnsafeRawBufferPointer) -> Bool {
    slot.key.count == bytes.count && memcmp(slot.key.baseAddress!, bytes.baseAddress!, bytes.count) == 0
  }

  private func append(_ part: UnsafeRawBufferPointer) {
    var length = UInt32(truncatingIfNeeded: part.count)
    withUnsafeBytes(of: &length) { _ = key.append($0) }
    key.append(part)
  }

  private func insertSlow(_ hash: UInt64, _ name: KubernetesActionName) -> UnsafeMutablePointer<KubernetesAction> {
    if count >= ActionInterner.maximumActions || storedBytes >= ActionInterner.maximumBytes {
      removeAll()
      flushes += 1
    }
    if count * 2 >= slots.count { grow() }
    let before = storage.count
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: key.count, alignment: 8)
    copy.copyMemory(from: key.bytes(at: 0, count: key.count))
    storage.append(copy)
    let action = UnsafeMutablePointer<KubernetesAction>.allocate(capacity: 1)
    action.initialize(to: KubernetesAction(catalog, name, storage: &storage))
    place(Slot(hash: hash, action: action, key: UnsafeRawBufferPointer(copy)))
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
