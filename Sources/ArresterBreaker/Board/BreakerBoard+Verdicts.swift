import ArresterEngine

extension BreakerBoard {
  /// What is done about a verdict. A warning does nothing here.
  /// - Parameter changedPrincipals: principals that changed something in the last hour, for the caps.
  /// - Returns: in order, the latch's record first; empty for a verdict that was seen before.
  public mutating func handle(_ verdict: Verdict, changedPrincipals: Int, at moment: Moment) -> [BoardAction] {
    guard let notice = TripNotice(verdict) else { return [] }
    return verdict.type == .page ? handlePage(notice) : handleTrip(notice, changedPrincipals: changedPrincipals, at: moment)
  }

  /// Acts on a trip.
  public mutating func handleTrip(_ notice: TripNotice, changedPrincipals: Int, at moment: Moment) -> [BoardAction] {
    guard makeRoom(for: notice.key, at: moment), let known = breakers[notice.key] else {
      return refuse(notice.key, identifier: notice.identifier)
    }
    var actions = restoreLatchBefore(notice, at: moment)
    guard latches[notice.key]?.isStale(notice) != true else {
      counters.staleTrips += 1
      return actions
    }
    let circumstances = TripCircumstances(
      wallTime: moment.wallTime, mode: known.mode, isHalted: isHalted(at: moment.wallTime), changedPrincipals: changedPrincipals)
    // Where a trip changes nothing, it must not use up the caps of others either.
    var caps = self.caps
    let disposition = TripDisposition.decide(notice, circumstances, policy: policy, caps: &caps)
    if known.state.acceptsTrips {
      self.caps = caps
      count(disposition)
    }
    let isHeldOnProbation = disposition == .hold && known.state == .probation
    actions += latch(notice, restoresItself: disposition.isSuppressed || isHeldOnProbation)
    return actions + route(.trip(notice, disposition), to: notice.key, at: moment)
  }

  /// A kind that only pages: its latch is recorded and somebody is told; no breaker is touched.
  public mutating func handlePage(_ notice: TripNotice) -> [BoardAction] {
    let hasRoom = latches[notice.key] != nil || breakers[notice.key] != nil || pageLatchCount < policy.maximumPageLatches
    guard hasRoom else { return refuse(notice.key, identifier: notice.identifier) }
    guard latches[notice.key]?.isStale(notice) != true else {
      counters.staleTrips += 1
      return []
    }
    counters.pages += 1
    return latch(notice, restoresItself: true) + [BoardAction(key: notice.key, action: .page(.verdict(trip: notice.identifier)))]
  }

  private mutating func count(_ disposition: TripDisposition) {
    switch disposition {
    case .trip: counters.tripped += 1
    case .cap: counters.capped += 1
    case .hold: counters.held += 1
    case .suppress: counters.suppressed += 1
    }
  }
}
