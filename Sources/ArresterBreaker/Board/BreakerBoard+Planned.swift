/// Planned changes that were approved.
extension BreakerBoard {
  /// After its last window, so that a restart that reads events again still finds it.
  static let plannedChangeShownSeconds: Int64 = 7 * 86_400

  /// - Returns: its record; nil where there is no room.
  mutating func put(_ plan: PlannedChange, approvedBy approval: Approval?) -> RequestAction? {
    guard plannedChanges[plan.identifier] != nil || plannedChanges.count < PlannedChange.maximumKept else { return nil }
    var approved = plan
    approved.approvedBy = approval?.name ?? ""
    approved.approvedAt = approval?.at
    approved.revision = (plannedChanges[plan.identifier]?.revision ?? 0) + 1
    plannedChanges[plan.identifier] = approved
    return .publish(.plannedChange(approved))
  }

  /// - Returns: its record; nil where there is none to end.
  mutating func endPlannedChange(_ identifier: String, at wallTime: Int64) -> RequestAction? {
    guard var plan = plannedChanges[identifier], plan.endedAt == nil else { return nil }
    plan.endedAt = wallTime
    plan.revision += 1
    plannedChanges[identifier] = plan
    return .publish(.plannedChange(plan))
  }

  /// - Complexity: O(planned changes), of which there are at most `PlannedChange.maximumKept`.
  mutating func forgetPlannedChanges(at wallTime: Int64, isOwned: Bool) -> [RequestAction] {
    let over = plannedChanges.values.filter { wallTime >= Moment.time($0.lastEnd, plusSeconds: BreakerBoard.plannedChangeShownSeconds) }
    for plan in over { plannedChanges[plan.identifier] = nil }
    return isOwned ? over.map { .forget(key: $0.recordKey) }.sorted { "\($0)" < "\($1)" } : []
  }
}
