import ArresterBase
import ArresterEvents

extension Shard {
  /// One-strike holds on the attempt; on data not for what weighs nothing or is the principal's own and young.
  /// - Parameter oldestSecond: of a too late event it is not asked what was made before this, so that forgetting changes nothing.
  func isOneStrike(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, oldestSecond: Int64) -> Bool {
    guard frame.header.pointee.flags.contains(.oneStrike) else { return false }
    let header = frame.header.pointee
    if header.flags.contains(.guardrailStrike) || frame.resources.isEmpty || frame.isCut { return true }
    let made = creations(of: record)
    return frame.resources.contains { resource in
      if header.effect.isDestructive, resource.severity == 0 { return false }
      return !isOwnAndYoung(resource, header.time, made, oldest: oldestSecond * Timestamp.nanosecondsPerSecond)
    }
  }

  /// Judges the newest windows, which the event is in, and trips or warns.
  @inline(__always)
  func judgeNewest(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ session: UInt16) {
    if !isQuiet(record) { judgeNewestSlow(frame, record, second, session) }
  }

  /// Whether the sums alone show that no newest window meets anything; then what has warned has fallen below. So for most.
  @inline(__always)
  private func isQuiet(_ record: UnsafeMutablePointer<PrincipalRecord>) -> Bool {
    guard record.pointee.ledger == nil, !record.pointee.hasSaturatedCell else { return false }
    let (regions, scopes) = (record.pointee.regions.count, record.pointee.scopes.count)
    var known = record.pointee.warned
    for window in 0..<clock.count {
      let limits = limits[record.pointee.kind, window]
      guard limits.pointee.floor.isAbove(record.pointee.sums[unchecked: window], regions: regions, scopes: scopes) else { return false }
      known &= ~limits.pointee.mask
    }
    record.pointee.warned = known
    return true
  }

  @inline(never)
  private func judgeNewestSlow(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ session: UInt16
  ) {
    if let surveyor { return survey(frame, record, second, session, surveyor) }
    var best: Finding?
    var warnings = Warnings(known: record.pointee.warned)
    for window in 0..<clock.count {
      let limits = limits[record.pointee.kind, window]
      let values = evaluator.newest(record, window, clock, limits)
      if limits.pointee.floor.isAbove(values) {
        warnings.known &= ~limits.pointee.mask
      } else {
        consider(values, record, Place(window: window, second: Int(second), session: session), &best, &warnings, isNewest: true)
      }
    }
    conclude(frame, record, best, warnings)
  }

  @inline(__always)
  func conclude(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ best: Finding?, _ warnings: borrowing Warnings
  ) {
    record.pointee.warned = warnings.known
    if let best {
      trip(frame, record, best)
    } else if !warnings.fresh.isEmpty {
      warn(frame, record, copy warnings)
    }
  }

  /// A window's end, and the session of the event that changed it.
  struct Place {
    var window: Int
    var second: Int
    var session: UInt16
  }

  func consider(
    _ values: WindowValues, _ record: UnsafeMutablePointer<PrincipalRecord>, _ place: Place, _ best: inout Finding?,
    _ warnings: inout Warnings, isNewest: Bool
  ) {
    let limits = limits[record.pointee.kind, place.window]
    let isLongest = place.window == clock.count - 1
    let baseline = baseline(values, record, place, limits)
    let learnt = baseline?.limit ?? 0
    let assessment = values.assess(limits, model, isLongest: isLongest, learnt: learnt)
    if assessment.isLoud { noteLoud(record, endingAt: place.second, place.window) }
    if learnt > 0 { noteHeldBack(values, record, place, assessment, isNewest: isNewest) }
    warnings.note(assessment.warnings, limits.pointee, values, place, model, baseline, isNewest: isNewest)
    if let rule = assessment.rule {
      best = Shard.first(best, Finding(rule: rule, window: place.window, second: place.second))
    }
    guard asksSessions(assessment, values), mayHideBehindOthers(record, place, isNewest: isNewest) else { return }
    let own = evaluator.past(
      record, place.window, endingAt: place.second, session: place.session, mayMeet: limits, destructive: values.destructive, model)
    if let rule = own?.assess(limits, model, isLongest: isLongest, learnt: learnt).rule {
      best = Shard.first(best, Finding(rule: rule, window: place.window, second: place.second, session: place.session))
    }
  }

  /// Whether a session of the principal could meet a rule that comes before the principal's own.
  func asksSessions(_ assessment: Assessment, _ values: WindowValues) -> Bool { assessment.asksSessions(values, model) }

  /// A session's signals are at most its principal's, all but the ratio: what others changed, in sessions or in none, can
  /// only hide that. Like any key's, a session's window is judged where it ends in a bucket with a change of the session.
  func mayHideBehindOthers(_ record: UnsafeMutablePointer<PrincipalRecord>, _ place: Place, isNewest: Bool) -> Bool {
    guard place.session != Shard.noSession, record.pointee.sessions.count > 1 || record.pointee.hasChangesOfNoSession
    else { return false }
    return isNewest || holdsChange(record, place)
  }

  /// Whether the bucket in which the window ends holds a counted change of the session.
  private func holdsChange(_ record: UnsafeMutablePointer<PrincipalRecord>, _ place: Place) -> Bool {
    let shape = model.windows[place.window]
    let last = shape.bucketEnd(of: place.second)
    var index = record.pointee.firstCell(atOrAfter: last - shape.bucketSeconds + 1)
    while index < record.pointee.cells.count, Int(record.pointee.cells[index].second) <= last {
      let cell = record.pointee.cells[index]
      if cell.session == place.session, cell.holdsCountedChange { return true }
      index += 1
    }
    return false
  }

  private static func first(_ best: Finding?, _ found: Finding) -> Finding {
    guard let best, !found.comesBefore(best) else { return found }
    return best
  }

  /// Tells every limit that is met by a window whose content the event changed, of the principal and of the session.
  func observe(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ session: UInt16, _ observer: (Breach) -> Void
  ) {
    for window in model.windows.indices {
      forEachEnd(record, second, window) { end in
        tell(record, window, end, nil, observer)
        let place = Place(window: window, second: end, session: session)
        if session != Shard.noSession, holdsChange(record, place) { tell(record, window, end, session, observer) }
      }
    }
  }

  private func tell(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ window: Int, _ end: Int, _ session: UInt16?, _ observer: (Breach) -> Void
  ) {
    let values = evaluator.past(record, window, endingAt: end, session: session)
    let shape = model.windows[window]
    let limits = limits[record.pointee.kind, window]
    let place = Place(window: window, second: end, session: session ?? Shard.noSession)
    let learnt = baseline(values, record, place, limits)?.limit ?? 0
    if session == nil, values.assess(limits, model, isLongest: window == clock.count - 1).isLoud {
      noteLoud(record, endingAt: end, window)
    }
    for entry in limits.pointee.entries {
      for (limit, isHard) in [(entry.limit.hard, true), (entry.thresholds(learnt).soft, false)] {
        guard let limit, values.meets(entry.limit.signal, limit, z: model.ratioZ) else { continue }
        observer(
          Breach(
            principal: record.pointee.name.text, session: session.map { record.pointee.sessions[Int($0)].name.text },
            signal: entry.limit.signal, windowSeconds: shape.seconds, endSecond: shape.bucketEnd(of: end), isHard: isHard))
      }
    }
  }
}
