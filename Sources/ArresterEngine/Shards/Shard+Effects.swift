import ArresterBase
import ArresterEvents

/// What an event made, took away or permitted: the parts of a record that are about resources.
extension Shard {
  func noteEffects(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ placement: Placement, _ call: inout Cell
  ) {
    let header = frame.header
    if header.pointee.effect == .create { noteCreations(frame, record) }
    if header.pointee.effect.isDestructive, header.pointee.severity > 0 {
      let outcome = noteDestructions(frame, record, placement)
      call.destructive = outcome.counts && !call.holdsFanOut ? 1 : 0
      call.isSaturated = outcome.isSaturated
    }
    if header.pointee.flags.contains(.permission), !call.holdsFanOut {
      call.permissions = 1
      notePermission(frame, record, placement.session)
    }
  }

  /// The record's ledger, opened where it has none.
  func ledger(of record: UnsafeMutablePointer<PrincipalRecord>) -> UnsafeMutablePointer<Ledger> {
    if let ledger = record.pointee.ledger { return ledger }
    let ledger = pool.allocate(MemoryLayout<Ledger>.size).bindMemory(to: Ledger.self, capacity: 1)
    ledger.initialize(to: Ledger(minimumWeight: model.severityMinimumWeight))
    record.pointee.ledger = ledger
    return ledger
  }

  // MARK: Permitted

  private func notePermission(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ session: UInt16) {
    guard !frame.resources.isEmpty else { return }
    let ledger = ledger(of: record)
    var target = PermissionTarget(frame.resources, time: frame.header.pointee.time, session: session)
    let made = creations(of: record)
    for index in 0..<target.aliasCount {
      made.forEach(target.aliases[index]) { creation in
        target.match(creation)
        return true
      }
    }
    ledger.pointee.append(target, most: model.bounds.permissionTargetsPerPrincipal, pool)
  }
}
