import ArresterBase
import Glibc

/// The Kubernetes actions seen so far, by the bytes of group, resource, subresource and verb. Belongs to one thread.
final class KubernetesActionMemory {
  private let catalog: KubernetesCatalog
  private var table = InternTable<KubernetesAction>(capacity: 1024)
  /// The parts of the name in hand, each behind its length, so that no two names are the same bytes.
  private var key = ByteArena()

  init(_ catalog: KubernetesCatalog) { self.catalog = catalog }

  var flushes: Int { table.flushes }

  /// - Complexity: O(length) and no allocation for an action seen before. The pointer is valid until the next call.
  func find(_ name: KubernetesActionName) -> UnsafeMutablePointer<KubernetesAction> {
    key.removeAll()
    append(name.resource)
    append(name.verb)
    append(name.group)
    append(name.subresource)
    let bytes = key.bytes(at: 0, count: key.count)
    let hash = Hash64.hash(bytes, seed: Hash64.seed)
    if let known = table.find(hash, { $0.count == bytes.count && memcmp($0.baseAddress!, bytes.baseAddress!, bytes.count) == 0 }) {
      return known
    }
    return table.insert(hash, key: Array(bytes)) { storage in KubernetesAction(catalog, name, storage: &storage) }
  }

  private func append(_ part: UnsafeRawBufferPointer) {
    var length = UInt32(truncatingIfNeeded: part.count)
    withUnsafeBytes(of: &length) { _ = key.append($0) }
    key.append(part)
  }
}
