import ArresterBase
import ArresterEvents

/// What an event made: for an hour its maker may take it away again, and it explains what was taken away before.
extension Shard {
  /// Remembers what a successful create made, and matches it with what was taken away. Also while the latch is tripped:
  /// what is made then is the principal's own all the same.
  /// - Parameter isPlanned: a plan covers the event: it excuses as ever, and recreates nothing.
  func noteCreations(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, isPlanned: Bool = false) {
    let header = frame.header
    guard header.pointee.effect == .create, !header.pointee.flags.contains(.failed) else { return }
    for resource in frame.resources {
      for index in 0..<Int(resource.aliasCount) {
        let creation = Creation(alias: resource.aliases[index], time: header.pointee.time)
        remember(creation.marked(isPlanned: isPlanned), record)
        if record.pointee.isPlanned {
          planned.forEachTally(record.pointee.hash) { $0.takeBack(creation, longest: longestNanoseconds, pool) }
        }
        guard let ledger = record.pointee.ledger else { continue }
        matchDestructions(creation, record, ledger, isPlanned: isPlanned)
        ledger.pointee.match(creation, pool)
      }
    }
  }

  /// What the record's principal made, with an index where there is much of it.
  func creations(of record: UnsafeMutablePointer<PrincipalRecord>) -> CreationList {
    let creations = record.pointee.creations
    guard creations.count > CreationList.fewest else { return CreationList(creations, index: nil) }
    let ledger = ledger(of: record)
    ledger.pointee.creationIndex.extend(to: creations.count, pool) { CreationList.indexed(creations[$0].alias) }
    return CreationList(creations, index: ledger.pointee.creationIndex)
  }

  private func remember(_ creation: Creation, _ record: UnsafeMutablePointer<PrincipalRecord>) {
    let most = model.bounds.createsPerPrincipal
    if record.pointee.creations.isFull || record.pointee.creations.count >= most { pruneCreationsSlow(record, creation.time) }
    if record.pointee.creations.count >= most {
      let forgotten = max(1, most / 4)
      record.pointee.creations.removeFirst(forgotten)
      record.pointee.ledger?.pointee.creationIndex.removeAll()
      counters.forgottenCreations += forgotten
    }
    record.pointee.creations.append(creation, pool)
  }

  /// Drops what is too old to be young for any event that may still come.
  private func pruneCreationsSlow(_ record: UnsafeMutablePointer<PrincipalRecord>, _ now: Int64) {
    let cutoff = now - Int64(horizonSeconds[record.pointee.platform]) * Timestamp.nanosecondsPerSecond - longestNanoseconds
    var kept = 0
    for index in 0..<record.pointee.creations.count where record.pointee.creations[index].time >= cutoff {
      record.pointee.creations[kept] = record.pointee.creations[index]
      kept += 1
    }
    guard kept < record.pointee.creations.count else { return }
    record.pointee.creations.removeLast(record.pointee.creations.count - kept)
    record.pointee.ledger?.pointee.creationIndex.removeAll()
  }

  /// A deletion at or before the create was undone by it; one after it took away what was the principal's own and young.
  private func matchDestructions(
    _ creation: Creation, _ record: UnsafeMutablePointer<PrincipalRecord>, _ ledger: UnsafeMutablePointer<Ledger>, isPlanned: Bool
  ) {
    guard changesSomething(creation, ledger, isPlanned: isPlanned) else { return }
    var index = 0
    while index < ledger.pointee.destructions.count {
      let entry = ledger.pointee.destructions.pointer(index)
      if !entry.pointee.isKnown(as: creation.alias) {
        index += 1
      } else if entry.pointee.time <= creation.time {
        if entry.pointee.isDelete, !isPlanned { entry.pointee.recreatedAt = min(entry.pointee.recreatedAt, creation.time) }
        index += 1
      } else if entry.pointee.time - creation.time <= longestNanoseconds {
        forgive(index, record, ledger)
      } else {
        index += 1
      }
    }
    ledger.pointee.rebuild(pool)
  }

  /// Nearly no create does: nothing that is known by its alias was destroyed, or all of it was created again before.
  private func changesSomething(_ creation: Creation, _ ledger: UnsafeMutablePointer<Ledger>, isPlanned: Bool) -> Bool {
    var changes = false
    ledger.pointee.resources.forEach(knownAs: creation.alias) { resource in
      let isOlder = resource.pointee.latest <= creation.time
      let isSettled = isOlder && (isPlanned || !resource.pointee.isDelete || resource.pointee.isRecreated)
      if !isSettled || !isPlanned && creation.time < ledger.pointee.latestRecreation { changes = true }
    }
    return changes
  }

  /// Takes a destruction back: the create that explains it came late.
  private func forgive(_ index: Int, _ record: UnsafeMutablePointer<PrincipalRecord>, _ ledger: UnsafeMutablePointer<Ledger>) {
    let entry = ledger.pointee.destructions[index]
    ledger.pointee.destructions.remove(at: index, pool)
    for other in 0..<ledger.pointee.destructions.count where ledger.pointee.destructions.pointer(other).pointee.call == entry.call {
      return
    }
    guard !entry.isFanOut, !entry.isCut else { return }
    let second = UInt32(truncatingIfNeeded: entry.time / Timestamp.nanosecondsPerSecond)
    for _ in 0...entry.repeats { record.pointee.undoDestructive(second: second, session: entry.session, windowCount: clock.count) }
  }
}
