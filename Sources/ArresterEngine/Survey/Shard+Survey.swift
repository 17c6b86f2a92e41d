import ArresterEvents

/// A survey tells what the rules look at instead of asking them. Its model has the lowest limits that anybody will ask about
/// later: what meets not even half of those is not told. Windows of the past are not told either: changes come in order of time.
extension Shard {
  func survey(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ session: UInt16,
    _ surveyor: (JudgedChange) -> Void
  ) {
    var change = JudgedChange(frame, decided: nil)
    var all: UInt64 = 0
    for window in 0..<clock.count {
      let limits = limits[record.pointee.kind, window]
      change.windows[window] = judged(record, Place(window: window, second: Int(second), session: session), limits)
      // The engine takes back the bits of a window that meets nothing, or that nothing is left in.
      if record.pointee.warned & limits.pointee.mask == 0 { change.emptied |= 1 << UInt8(window) }
      all |= limits.pointee.mask
    }
    record.pointee.warned = all
    surveyor(change)
  }

  private func judged(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ place: Place, _ limits: UnsafePointer<WindowLimits>
  ) -> JudgedWindow {
    var judged = JudgedWindow(own: evaluator.newest(record, place.window, clock, limits))
    judged.learnt = frozenLimit?(record.pointee.hash, place.window, place.second) ?? 0
    guard judged.own.isSaturated || judged.own.destroyed >= model.confirmedMinimumDestroyed,
      judged.own.assess(limits, model, isLongest: false).meetsSoftBesideRatio, mayHideBehindOthers(record, place, isNewest: true)
    else { return judged }
    judged.session = evaluator.past(
      record, place.window, endingAt: place.second, session: place.session, mayMeet: limits, destructive: judged.own.destructive, model)
    return judged
  }
}
