import ArresterBase
import ArresterEvents

/// What one principal of one kind did in one window of a plan. Belongs to the shard's thread.
final class PlannedTally {
  /// Of the plan: positions change when the plans do.
  let identifier: String
  let occurrence: PlannedWindow.Occurrence
  /// Successful calls but for fan-out.
  var calls = 0
  /// Items that records count but do not name.
  var unnamed = 0
  /// There was no room for another resource.
  var isSaturated = false
  /// What was destroyed; in the shard's pool.
  let ledger: UnsafeMutablePointer<Ledger>
  private(set) var regions = PlaceList()
  private(set) var scopes = PlaceList()

  init(_ identifier: String, _ occurrence: PlannedWindow.Occurrence, minimumWeight: Int, _ pool: BlockPool) {
    self.identifier = identifier
    self.occurrence = occurrence
    ledger = pool.allocate(MemoryLayout<Ledger>.size).bindMemory(to: Ledger.self, capacity: 1)
    ledger.initialize(to: Ledger(minimumWeight: minimumWeight))
  }

  /// Distinct resources.
  var destroyed: Int { Int(ledger.pointee.resources.tally(DestroyedResources.everything).sum.destroyed) + unnamed }

  var severity: Int { Int(ledger.pointee.resources.tally(DestroyedResources.everything).sum.severity) }

  func meetsMoreThan(_ plan: PlannedWindow) -> Bool { calls > plan.maximumChanges || isSaturated || destroyed > plan.maximumDestroyed }

  /// Notes where something was done: the first places, as many as a verdict lists.
  func see(region: UInt32?, scope: UInt32, _ pool: BlockPool) {
    if let region { PlannedTally.see(region, &regions, pool) }
    PlannedTally.see(scope, &scopes, pool)
  }

  private static func see(_ name: UInt32, _ places: inout PlaceList, _ pool: BlockPool) {
    if places.see(name, 0) == nil, places.count < Verdict.maximumScopes { _ = places.append(PlaceSeen(name: name, lastSecond: 0), pool) }
  }

  /// Takes back what turned out to be the principal's own and young: it was made at `creation`, which came late.
  func takeBack(_ creation: Creation, longest: Int64, _ pool: BlockPool) {
    var isKnown = false
    ledger.pointee.resources.forEach(knownAs: creation.alias) { if $0.pointee.latest > creation.time { isKnown = true } }
    guard isKnown else { return }
    var index = ledger.pointee.destructions.count(before: creation.time + 1)
    while index < ledger.pointee.destructions.count {
      let entry = ledger.pointee.destructions.pointer(index)
      guard entry.pointee.time - creation.time <= longest else { break }
      if entry.pointee.isKnown(as: creation.alias) { ledger.pointee.destructions.remove(at: index, pool) } else { index += 1 }
    }
    ledger.pointee.rebuild(pool)
  }

  func release(_ pool: BlockPool) {
    ledger.pointee.release(pool)
    pool.release(ledger, bytes: MemoryLayout<Ledger>.size)
    regions.release(pool)
    scopes.release(pool)
  }
}
