import ArresterBase
import ArresterEvents

/// What an event took away that was not its principal's own and young.
extension Shard {
  func noteDestructions(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ placement: Placement
  ) -> (counts: Bool, isSaturated: Bool) {
    let ledger = ledger(of: record)
    ledger.pointee.calls &+= 1
    // Of items beyond those that are kept nothing is known: they count, whatever stands before them.
    var isSaturated = frame.isCut
    var counts = isSaturated
    let made = creations(of: record)
    for resource in frame.resources where resource.severity > 0 {
      if isOwnAndYoung(resource, frame.header.pointee.time, made) { continue }
      counts = true
      isSaturated = !insert(resource, frame, made, ledger, placement) || isSaturated
    }
    if isSaturated, counts { counters.saturations += 1 }
    return (counts, counts && isSaturated)
  }

  /// Whether the principal made it itself, earlier and within the longest window.
  /// - Parameter oldest: creates before this are unknown, whether they were forgotten already or not.
  func isOwnAndYoung(_ resource: ResourceEntry, _ time: Int64, _ made: CreationList, oldest: Int64 = .min) -> Bool {
    var isOwn = false
    for index in 0..<Int(resource.aliasCount) where !isOwn {
      made.forEach(resource.aliases[index]) { creation in
        isOwn = creation.time < time && creation.time >= oldest && time - creation.time <= longestNanoseconds
        return !isOwn
      }
    }
    return isOwn
  }

  private func firstCreation(of resource: ResourceEntry, from time: Int64, _ made: CreationList) -> Int64 {
    var first = Destruction.never
    for index in 0..<Int(resource.aliasCount) {
      made.forEach(resource.aliases[index]) { creation in
        if creation.time >= time, !creation.isPlanned { first = min(first, creation.time) }
        return true
      }
    }
    return first
  }

  /// - Returns: false where the second is full.
  private func insert(
    _ resource: ResourceEntry, _ frame: EventFrame, _ made: CreationList, _ ledger: UnsafeMutablePointer<Ledger>, _ placement: Placement
  ) -> Bool {
    let time = frame.header.pointee.time
    let position = ledger.pointee.destructions.count(before: time + 1)
    if merges(frame, ledger, position, placement) { return true }
    let second = time / Timestamp.nanosecondsPerSecond * Timestamp.nanosecondsPerSecond
    let inSecond =
      ledger.pointee.destructions.count(before: second + Timestamp.nanosecondsPerSecond)
      - ledger.pointee.destructions.count(before: second)
    guard inSecond < model.bounds.resourcesPerBucket,
      ledger.pointee.destructions.count < model.bounds.destructionsPerPrincipal
    else { return false }
    let recreatedAt = frame.header.pointee.effect == .delete ? firstCreation(of: resource, from: time, made) : Destruction.never
    let entry = makeDestruction(resource, frame, placement, call: ledger.pointee.calls, recreatedAt: recreatedAt)
    ledger.pointee.insert(entry, at: position, pool)
    return true
  }

  func makeDestruction(
    _ resource: ResourceEntry, _ frame: EventFrame, _ placement: Placement, call: UInt32, recreatedAt: Int64
  ) -> Destruction {
    let header = frame.header
    return Destruction(
      time: header.pointee.time, aliases: resource.aliases, recreatedAt: recreatedAt, call: call, session: placement.session,
      region: regionName(frame), severity: resource.severity, aliasCount: resource.aliasCount,
      isDelete: header.pointee.effect == .delete, isStateful: header.pointee.flags.contains(.stateful),
      isFanOut: header.pointee.flags.contains(.fanOut), isAlone: frame.resources.count == 1 && !frame.isCut, isCut: frame.isCut,
      name: PooledText(frame.name(of: resource), pool), action: PooledText(frame.action, pool),
      identifier: PooledText(frame.identifier, pool))
  }

  /// The same call again, alone with the same resource at the same time: it is counted with the first, and taken back with it.
  /// - Parameter position: behind all of its time or earlier.
  func merges(
    _ frame: EventFrame, _ ledger: UnsafeMutablePointer<Ledger>, _ position: Int, _ placement: Placement
  ) -> Bool {
    let resources = frame.resources
    guard resources.count == 1 else { return false }
    let header = frame.header.pointee
    var index = position - 1
    while index >= 0, ledger.pointee.destructions.pointer(index).pointee.time == header.time {
      let entry = ledger.pointee.destructions.pointer(index)
      if entry.pointee.isSame(resources[0], header, placement.session) {
        entry.pointee.repeats += 1
        return true
      }
      index -= 1
    }
    return false
  }

  private func regionName(_ frame: EventFrame) -> UInt32 {
    frame.header.pointee.regionLength == 0 ? NameTable.none : names.number(of: frame.region, hash: frame.header.pointee.regionHash)
  }
}
