import ArresterBase
import Glibc

/// The actions seen so far, by the bytes of `eventSource` and `eventName`. Belongs to one thread.
final class ActionInterner {
  static let maximumActions = InternLimits().maximumEntries
  static let maximumBytes = InternLimits().maximumBytes

  private let model: EventModel
  private var table = InternTable<CompiledAction>(capacity: 1024)

  init(_ model: EventModel) { self.model = model }

  var storedBytes: Int { table.storedBytes }
  var flushes: Int { table.flushes }

  /// - Complexity: O(length) and no allocation for an action seen before. The pointer is valid until the next call.
  func find(source: UnsafeRawBufferPointer, name: UnsafeRawBufferPointer) -> UnsafeMutablePointer<CompiledAction> {
    let hash = Hash64.hash(name, seed: Hash64.hash(source, seed: Hash64.seed))
    return table.find(hash) { ActionInterner.isKey($0, source, name) } ?? insertSlow(hash, source, name)
  }

  /// A key is the source's length in four bytes, the source and the name.
  private static func isKey(_ key: UnsafeRawBufferPointer, _ source: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) -> Bool {
    guard key.count == 4 + source.count + name.count, Int(key.load(as: UInt32.self)) == source.count, let base = key.baseAddress else {
      return false
    }
    return (source.isEmpty || memcmp(base + 4, source.baseAddress!, source.count) == 0)
      && memcmp(base + 4 + source.count, name.baseAddress!, name.count) == 0
  }

  private func insertSlow(
    _ hash: UInt64, _ source: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer
  ) -> UnsafeMutablePointer<CompiledAction> {
    let key = withUnsafeBytes(of: UInt32(truncatingIfNeeded: source.count)) { Array($0) } + source + name
    return table.insert(hash, key: key) { storage in
      CompiledAction(model, eventSource: source.text, eventName: name.text, storage: &storage)
    }
  }
}
