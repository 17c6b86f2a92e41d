/// What a principal took away and permitted, and what finds things where there are many of them: few principals have one.
///
/// In the shard's pool, behind its record.
struct Ledger: BitwiseCopyable {
  var destructions = DestructionList()
  var resources = DestroyedResources()
  /// Moves with `resources`: what was tallied before is no longer true.
  var version: UInt32 = 1
  /// Calls that destroyed something.
  var calls: UInt32 = 0
  /// The latest time at which something destroyed was created again.
  var latestRecreation = Int64.min
  var tallies = InlineArray<4, LedgerTally>(repeating: LedgerTally())
  var permissionTargets = PooledArray<PermissionTarget>()
  /// Some target was made by the principal itself.
  var hasMadeTargets = false
  var creationIndex = ChainIndex()
  var sessionIndex = ChainIndex()
  /// No session was last seen before this second.
  var longestIdleSession: UInt32 = 0

  /// Takes in a destruction that was not there before.
  mutating func insert(_ entry: Destruction, at index: Int, _ pool: BlockPool) {
    destructions.insert(entry, at: index, pool)
    resources.add(entry, pool)
    if entry.recreatedAt != Destruction.never { latestRecreation = max(latestRecreation, entry.recreatedAt) }
    version &+= 1
  }

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
    version &+= 1
  }

  /// Forgets everything but what finds what the principal made.
  mutating func clear(_ pool: BlockPool) {
    destructions.removeAll(pool)
    resources.removeAll()
    latestRecreation = .min
    version &+= 1
    permissionTargets.removeAll()
    hasMadeTargets = false
    sessionIndex.removeAll()
    longestIdleSession = 0
  }

  mutating func release(_ pool: BlockPool) {
    destructions.release(pool)
    resources.release(pool)
    permissionTargets.release(pool)
    creationIndex.release(pool)
    sessionIndex.release(pool)
  }
}

/// What the resources of a newest window came to when it was last asked.
struct LedgerTally: BitwiseCopyable {
  /// The ledger's then; 0: never asked.
  var version: UInt32 = 0
  var destroyed: UInt32 = 0
  var severity: UInt32 = 0
  var heavySeverity: UInt32 = 0
  var recreated: UInt32 = 0
  var hasStatefulRecreation = false
  /// It holds for windows that begin at `from` or later, and not after the first of its resources leaves.
  var from = Int64.max
  var firstLeaves = Int64.min
}
