/// What a principal took away and permitted, and what finds things where there are many of them: few principals have one.
///
/// In the shard's pool, behind its record.
struct Ledger: BitwiseCopyable {
  var destructions = DestructionList()
  var resources: DestroyedResources
  /// Calls that destroyed something.
  var calls: UInt32 = 0
  /// The latest time at which something destroyed was created again.
  var latestRecreation = Int64.min
  private(set) var permissionTargets = PooledArray<PermissionTarget>()
  /// Eight positions for each target, one for each alias; used once there are many.
  private var targetIndex = ChainIndex()
  /// Some target was made by the principal itself.
  var hasMadeTargets = false
  var creationIndex = ChainIndex()
  var sessionIndex = ChainIndex()
  /// No session was last seen before this second.
  var longestIdleSession: UInt32 = 0

  /// - Parameter minimumWeight: see `DestroyedResources`.
  init(minimumWeight: Int) { resources = DestroyedResources(minimumWeight: minimumWeight) }

  /// Takes in a destruction that was not there before.
  mutating func insert(_ entry: Destruction, at index: Int, _ pool: BlockPool) {
    destructions.insert(entry, at: index, pool)
    resources.add(entry, pool)
    if entry.recreatedAt != Destruction.never { latestRecreation = max(latestRecreation, entry.recreatedAt) }
  }

  /// - Parameter most: at this many a quarter of them is forgotten, the first ones.
  mutating func append(_ target: PermissionTarget, most: Int, _ pool: BlockPool) {
    if permissionTargets.count >= most {
      permissionTargets.removeFirst(max(1, most / 4))
      targetIndex.removeAll()
    }
    if target.madeAt != PermissionTarget.unknown { hasMadeTargets = true }
    permissionTargets.append(target, pool)
  }

  /// Tells what was permitted that its target was made.
  /// - Complexity: O(targets of that name), amortised.
  mutating func match(_ creation: Creation, _ pool: BlockPool) {
    let targets = permissionTargets
    guard targets.count > Ledger.fewestTargets else {
      for position in 0..<targets.count { match(creation, position) }
      return
    }
    targetIndex.extend(to: targets.count * 8, pool) { position in
      let target = targets.pointer(position / 8)
      return position % 8 < target.pointee.aliasCount ? target.pointee.aliases[position % 8] : nil
    }
    var position = targetIndex.first(creation.alias)
    while position >= 0 {
      match(creation, position / 8)
      position = targetIndex.next(position)
    }
  }

  private mutating func match(_ creation: Creation, _ position: Int) {
    let target = permissionTargets.pointer(position)
    target.pointee.match(creation)
    if target.pointee.madeAt != PermissionTarget.unknown { hasMadeTargets = true }
  }

  /// With no more of them a look at each is faster than an index.
  private static let fewestTargets = 16

  /// Forgets destructions older than `time`.
  mutating func drop(before time: Int64, _ pool: BlockPool) {
    guard destructions.drop(before: time, pool) else { return }
    // A resource whose latest destruction is gone is in no window; it goes with the next that must.
    if resources.count > 2 * destructions.count + 16 { rebuild(pool) }
  }

  /// After a destruction was changed or taken back. O(destructions).
  mutating func rebuild(_ pool: BlockPool) {
    resources.removeAll()
    latestRecreation = .min
    for index in 0..<destructions.count {
      let entry = destructions.pointer(index)
      resources.add(entry.pointee, pool)
      if entry.pointee.recreatedAt != Destruction.never { latestRecreation = max(latestRecreation, entry.pointee.recreatedAt) }
    }
  }

  /// Forgets everything but what finds what the principal made.
  mutating func clear(_ pool: BlockPool) {
    destructions.removeAll(pool)
    resources.removeAll()
    latestRecreation = .min
    permissionTargets.removeAll()
    targetIndex.removeAll()
    hasMadeTargets = false
    sessionIndex.removeAll()
    longestIdleSession = 0
  }

  mutating func release(_ pool: BlockPool) {
    destructions.release(pool)
    resources.release(pool)
    permissionTargets.release(pool)
    targetIndex.release(pool)
    creationIndex.release(pool)
    sessionIndex.release(pool)
  }
}
