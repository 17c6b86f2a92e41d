import ArresterBase
import ArresterEvents

/// Everything that was counted under plans, by principal. It outlives records: a principal may be idle for hours within a plan.
///
/// Bounded by the plans: each window has one tally for each principal and kind that did something in it, and is forgotten once
/// it is over and no event may still come into it, nor into a window that its creates matter to. Belongs to the shard's thread.
struct PlannedTallies {
  final class Principal {
    let platform: Platform
    /// In the table.
    var plans: [Int]
    var tallies: [PlannedTally] = []

    init(platform: Platform, plans: [Int]) {
      self.platform = platform
      self.plans = plans
    }
  }

  private(set) var table = PlanTable.empty
  private var principals: [UInt64: Principal] = [:]
  private let pool: BlockPool
  private let minimumWeight: Int

  init(_ pool: BlockPool, minimumWeight: Int) {
    self.pool = pool
    self.minimumWeight = minimumWeight
  }

  var isEmpty: Bool { table.isEmpty }

  var count: Int { principals.values.reduce(0) { $0 + $1.tallies.count } }

  /// The beginning of the earliest window that something was counted in.
  var oldestBegin: Int64? { principals.values.flatMap(\.tallies).map(\.occurrence.begin).min() }

  /// Takes over other plans. What was counted under one that stays, by its identifier, stays; the rest goes.
  mutating func replace(_ table: PlanTable) {
    self.table = table
    let kept = Set(table.plans.map(\.identifier))
    for (hash, principal) in principals {
      release(principal) { !kept.contains($0.identifier) }
      // Which plans are its own is found again at its next event.
      principal.plans = []
      if principal.tallies.isEmpty { principals[hash] = nil }
    }
  }

  /// What is known of a principal that some plan is about; nil for everyone else.
  mutating func principal(_ hash: UInt64, _ key: @autoclosure () -> LatchKey) -> Principal? {
    if let known = principals[hash], !known.plans.isEmpty { return known }
    let key = key()
    let plans = table.indexes(for: key)
    guard !plans.isEmpty else { return nil }
    let principal = principals[hash] ?? Principal(platform: key.platform, plans: plans)
    principal.plans = plans
    principals[hash] = principal
    return principal
  }

  /// The first plan that holds and covers the event, with the window that it is in.
  func match(_ frame: EventFrame, _ principal: Principal) -> (plan: PlannedWindow, occurrence: PlannedWindow.Occurrence)? {
    let time = frame.header.pointee.time
    for index in principal.plans {
      if let occurrence = table.plans[index].occurrence(holding: time), table.plans[index].covers(frame) {
        return (table.plans[index], occurrence)
      }
    }
    return nil
  }

  func tally(_ plan: PlannedWindow, _ occurrence: PlannedWindow.Occurrence, _ principal: Principal) -> PlannedTally {
    for tally in principal.tallies where tally.occurrence.begin == occurrence.begin && tally.identifier == plan.identifier { return tally }
    let tally = PlannedTally(plan.identifier, occurrence, minimumWeight: minimumWeight, pool)
    principal.tallies.append(tally)
    return tally
  }

  func forEachTally(_ hash: UInt64, _ body: (PlannedTally) -> Void) {
    guard let principal = principals[hash] else { return }
    for tally in principal.tallies { body(tally) }
  }

  /// After a trip or a restoration only later events count.
  mutating func clear(_ hash: UInt64) {
    if let principal = principals[hash] { release(principal) { _ in true } }
  }

  /// Forgets windows that ended before `time`.
  mutating func expire(_ platform: Platform, before time: Int64) {
    for (hash, principal) in principals where principal.platform == platform {
      release(principal) { $0.occurrence.end < time }
      if principal.tallies.isEmpty { principals[hash] = nil }
    }
  }

  private func release(_ principal: Principal, where goes: (PlannedTally) -> Bool) {
    for tally in principal.tallies where goes(tally) { tally.release(pool) }
    principal.tallies.removeAll(where: goes)
  }
}
