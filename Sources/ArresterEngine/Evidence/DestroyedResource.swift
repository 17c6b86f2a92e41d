/// Destructions that differ in their time alone, as one: of a window that ends now it is enough to know the latest of them.
///
/// Whoever disrupts one resource thousands of times has one of these, and thousands of destructions.
struct DestroyedResource: BitwiseCopyable {
  var aliases: InlineArray<4, UInt64>
  var aliasCount: UInt8
  var severity: UInt8
  var isDelete: Bool
  var isStateful: Bool
  var isRecreated: Bool
  var latest: Int64

  init(_ entry: Destruction) {
    aliases = entry.aliases
    aliasCount = entry.aliasCount
    severity = entry.severity
    isDelete = entry.isDelete
    isStateful = entry.isStateful
    isRecreated = entry.recreatedAt != Destruction.never
    latest = entry.time
  }

  func isSame(_ other: DestroyedResource) -> Bool {
    guard aliasCount == other.aliasCount, severity == other.severity, isDelete == other.isDelete, isStateful == other.isStateful,
      isRecreated == other.isRecreated
    else { return false }
    for index in 0..<Int(aliasCount) where aliases[index] != other.aliases[index] { return false }
    return true
  }

  func isKnown(as alias: UInt64) -> Bool {
    for index in 0..<Int(aliasCount) where aliases[index] == alias { return true }
    return false
  }
}

/// The destroyed resources of a principal, found by any of their aliases.
struct DestroyedResources: BitwiseCopyable {
  private(set) var resources = PooledArray<DestroyedResource>()
  /// Four positions for each resource, one for each alias; used once there are many.
  private var index = ChainIndex()
  private static let fewest = 16

  @inline(__always)
  var count: Int { resources.count }

  /// Takes in one more destruction, in whatever order. O(1).
  mutating func add(_ entry: Destruction, _ pool: BlockPool) {
    let resource = DestroyedResource(entry)
    var isKnown = false
    forEach(knownAs: entry.identity) { known in
      guard !isKnown, known.pointee.isSame(resource) else { return }
      known.pointee.latest = max(known.pointee.latest, resource.latest)
      isKnown = true
    }
    if isKnown { return }
    resources.append(resource, pool)
    guard resources.count > DestroyedResources.fewest else { return }
    let resources = resources
    index.extend(to: resources.count * 4, pool) { position in
      let resource = resources.pointer(position / 4)
      return position % 4 < Int(resource.pointee.aliasCount) ? resource.pointee.aliases[position % 4] : nil
    }
  }

  /// - Complexity: O(resources of that alias).
  func forEach(knownAs alias: UInt64, _ body: (UnsafeMutablePointer<DestroyedResource>) -> Void) {
    if resources.count <= DestroyedResources.fewest {
      for position in 0..<resources.count where resources.pointer(position).pointee.isKnown(as: alias) { body(resources.pointer(position)) }
      return
    }
    var position = index.first(alias)
    while position >= 0 {
      let resource = resources.pointer(position / 4)
      if resource.pointee.aliases[position % 4] == alias { body(resource) }
      position = index.next(position)
    }
  }

  mutating func removeAll() {
    resources.removeAll()
    index.removeAll()
  }

  mutating func release(_ pool: BlockPool) {
    resources.release(pool)
    index.release(pool)
  }
}
