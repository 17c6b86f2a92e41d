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
      call.destructive = outcome.counts && call.fanOut == 0 ? 1 : 0
      call.isSaturated = outcome.isSaturated
    }
    if header.pointee.flags.contains(.permission), call.fanOut == 0 {
      call.permissions = 1
      notePermission(frame, record, placement.session)
    }
  }

  // MARK: Made

  /// Remembers what a successful create made, and matches it with what was taken away. Also while the latch is tripped:
  /// what is made then is the principal's own all the same.
  func noteCreations(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>) {
    let header = frame.header.pointee
    guard header.effect == .create, !header.flags.contains(.failed) else { return }
    for resource in frame.resources {
      for index in 0..<Int(resource.aliasCount) {
        let creation = Creation(alias: resource.aliases[index], time: header.time)
        remember(creation, record)
        matchDestructions(resource.aliases[index], header.time, record)
        matchPermissions(creation, record)
      }
    }
  }

  private func remember(_ creation: Creation, _ record: UnsafeMutablePointer<PrincipalRecord>) {
    let count = record.pointee.creations.count
    if count >= 32, count & (count - 1) == 0 || count >= model.bounds.createsPerPrincipal { pruneCreations(record, creation.time) }
    if record.pointee.creations.count >= model.bounds.createsPerPrincipal {
      let forgotten = max(1, model.bounds.createsPerPrincipal / 4)
      record.pointee.creations.removeFirst(forgotten)
      counters.forgottenCreations += forgotten
    }
    record.pointee.creations.append(creation, table.pool)
  }

  /// Drops what is too old to be young for any event that may still come.
  private func pruneCreations(_ record: UnsafeMutablePointer<PrincipalRecord>, _ now: Int64) {
    let cutoff = now - Int64(horizonSeconds[record.pointee.platform]) * Timestamp.nanosecondsPerSecond - longestNanoseconds
    var kept = 0
    for index in 0..<record.pointee.creations.count where record.pointee.creations[index].time >= cutoff {
      record.pointee.creations[kept] = record.pointee.creations[index]
      kept += 1
    }
    record.pointee.creations.removeLast(record.pointee.creations.count - kept)
  }

  /// A deletion at or before `time` was undone by this create; one after it took away what was the principal's own and young.
  private func matchDestructions(_ alias: UInt64, _ time: Int64, _ record: UnsafeMutablePointer<PrincipalRecord>) {
    var index = 0
    while index < record.pointee.destructions.count {
      let entry = record.pointee.destructions.pointer(index)
      guard entry.pointee.isKnown(as: alias) else {
        index += 1
        continue
      }
      if entry.pointee.time <= time {
        if entry.pointee.isDelete { entry.pointee.recreatedAt = min(entry.pointee.recreatedAt, time) }
        index += 1
      } else if entry.pointee.time - time <= longestNanoseconds {
        forgive(index, record)
      } else {
        index += 1
      }
    }
  }

  /// Takes a destruction back: the create that explains it came late.
  private func forgive(_ index: Int, _ record: UnsafeMutablePointer<PrincipalRecord>) {
    let entry = record.pointee.destructions[index]
    record.pointee.destructions.pointer(index).pointee.releaseTexts(table.pool)
    record.pointee.destructions.remove(at: index)
    for other in 0..<record.pointee.destructions.count where record.pointee.destructions[other].call == entry.call { return }
    guard !entry.isFanOut, !entry.isCut else { return }
    let second = UInt32(truncatingIfNeeded: entry.time / Timestamp.nanosecondsPerSecond)
    for _ in 0...entry.repeats { record.pointee.undoDestructive(second: second, session: entry.session, windowCount: clock.count) }
  }

  // MARK: Taken away

  private func noteDestructions(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ placement: Placement
  ) -> (counts: Bool, isSaturated: Bool) {
    let header = frame.header.pointee
    record.pointee.calls &+= 1
    // Of items beyond those that are kept nothing is known: they count, whatever stands before them.
    var isSaturated = frame.isCut
    var counts = isSaturated
    for resource in frame.resources where resource.severity > 0 {
      if isOwnAndYoung(resource, header.time, record) { continue }
      counts = true
      isSaturated = !insert(resource, frame, record, placement) || isSaturated
    }
    if isSaturated, counts { counters.saturations += 1 }
    return (counts, counts && isSaturated)
  }

  /// Whether the principal made it itself, earlier and within the longest window.
  /// - Parameter oldest: creates before this are unknown, whether they were forgotten already or not.
  func isOwnAndYoung(
    _ resource: ResourceEntry, _ time: Int64, _ record: UnsafeMutablePointer<PrincipalRecord>, oldest: Int64 = .min
  ) -> Bool {
    let creations = record.pointee.creations
    for index in 0..<creations.count {
      let creation = creations[index]
      guard creation.time < time, creation.time >= oldest, time - creation.time <= longestNanoseconds else { continue }
      for alias in 0..<Int(resource.aliasCount) where resource.aliases[alias] == creation.alias { return true }
    }
    return false
  }

  private func firstCreation(of resource: ResourceEntry, from time: Int64, _ record: UnsafeMutablePointer<PrincipalRecord>) -> Int64 {
    var first = Destruction.never
    let creations = record.pointee.creations
    for index in 0..<creations.count where creations[index].time >= time && creations[index].time < first {
      for alias in 0..<Int(resource.aliasCount) where resource.aliases[alias] == creations[index].alias { first = creations[index].time }
    }
    return first
  }

  /// - Returns: false where the second is full.
  private func insert(
    _ resource: ResourceEntry, _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ placement: Placement
  ) -> Bool {
    let header = frame.header.pointee
    let second = header.time / Timestamp.nanosecondsPerSecond
    var position = record.pointee.destructions.count
    while position > 0, record.pointee.destructions[position - 1].time > header.time { position -= 1 }
    var inSecond = 0
    var index = position - 1
    while index >= 0, record.pointee.destructions[index].time / Timestamp.nanosecondsPerSecond == second {
      if merges(record.pointee.destructions.pointer(index), frame, placement) { return true }
      inSecond += 1
      index -= 1
    }
    index = position
    while index < record.pointee.destructions.count, record.pointee.destructions[index].time / Timestamp.nanosecondsPerSecond == second {
      inSecond += 1
      index += 1
    }
    guard inSecond < model.bounds.resourcesPerBucket, record.pointee.destructions.count < model.bounds.destructionsPerPrincipal else {
      return false
    }
    let isDelete = header.effect == .delete
    let entry = Destruction(
      time: header.time, aliases: resource.aliases,
      recreatedAt: isDelete ? firstCreation(of: resource, from: header.time, record) : Destruction.never, call: record.pointee.calls,
      session: placement.session, region: regionName(frame), severity: resource.severity, aliasCount: resource.aliasCount,
      isDelete: isDelete, isStateful: header.flags.contains(.stateful), isFanOut: header.flags.contains(.fanOut),
      isAlone: frame.resources.count == 1 && !frame.isCut, isCut: frame.isCut, name: PooledText(frame.name(of: resource), table.pool),
      action: PooledText(frame.action, table.pool), identifier: PooledText(frame.identifier, table.pool))
    record.pointee.destructions.insert(entry, at: position, table.pool)
    return true
  }

  /// The same call again, alone with the same resource at the same time: it is counted with the first, and taken back with it.
  private func merges(_ entry: UnsafeMutablePointer<Destruction>, _ frame: EventFrame, _ placement: Placement) -> Bool {
    let resources = frame.resources
    guard resources.count == 1, entry.pointee.isSame(resources[0], frame.header.pointee, placement.session) else { return false }
    entry.pointee.repeats += 1
    return true
  }

  private func regionName(_ frame: EventFrame) -> UInt32 {
    frame.header.pointee.regionLength == 0 ? NameTable.none : names.number(of: frame.region, hash: frame.header.pointee.regionHash)
  }

  // MARK: Permitted

  private func notePermission(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ session: UInt16) {
    guard !frame.resources.isEmpty else { return }
    if record.pointee.permissionTargets.count >= model.bounds.permissionTargetsPerPrincipal {
      record.pointee.permissionTargets.removeFirst(max(1, model.bounds.permissionTargetsPerPrincipal / 4))
    }
    var target = PermissionTarget(frame.resources, time: frame.header.pointee.time, session: session)
    for index in 0..<record.pointee.creations.count { target.match(record.pointee.creations[index]) }
    record.pointee.permissionTargets.append(target, table.pool)
  }

  private func matchPermissions(_ creation: Creation, _ record: UnsafeMutablePointer<PrincipalRecord>) {
    for index in 0..<record.pointee.permissionTargets.count {
      record.pointee.permissionTargets.pointer(index).pointee.match(creation)
    }
  }
}

extension PrincipalRecord {
  /// Forgets evidence older than `time`.
  mutating func dropDestructions(before time: Int64, _ pool: BlockPool) {
    var dropped = 0
    while dropped < destructions.count, destructions[dropped].time < time {
      destructions.pointer(dropped).pointee.releaseTexts(pool)
      dropped += 1
    }
    destructions.removeFirst(dropped)
  }
}
