extension Breaker {
  mutating func handleTrip(
    _ notice: TripNotice, _ disposition: TripDisposition, _ moment: Moment, _ policy: BreakerPolicy
  ) -> [BreakerAction]? {
    guard state.acceptsTrips else { return nil }
    let isCounted = notice.rule.isStatistical && (disposition == .trip || disposition == .cap)
    let reference = TripReference(notice, decidedAt: moment.wallTime, countsInCaps: isCounted)
    switch disposition {
    case .suppress(let reason, let effect): return suppress(reference, reason, effect)
    case .hold: return state == .closed ? holdBack(reference, moment) : suppressOldTrip(reference)
    case .cap where state == .closed: return cap(reference, moment)
    case .cap, .trip:
      trip = reference
      return state == .closed ? startTripping(moment, policy) : reopen(longerHold: true, moment, policy)
    }
  }

  /// A new hold begins; enforcers are called, or where none are (or in shadow) it is open at once.
  mutating func startTripping(_ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction] {
    holdStep = HoldLadder.step(after: holdStep, cleanSince: cleanSince, now: trip?.decidedAt ?? moment.wallTime)
    let calls = callEnforcers(.allWrites, policy)
    enter(calls.isEmpty ? .open : .tripping, moment)
    return changed(calls + startHold(moment, policy))
  }

  /// From probation, back to open: after a trip or a destructive write one step higher, after silence with the same hold again.
  mutating func reopen(longerHold: Bool, _ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction] {
    holdStep = max(1, longerHold ? holdStep + 1 : holdStep)
    let calls = callEnforcers(.allWrites, policy)
    enter(.open, moment)
    return changed(calls + startHold(moment, policy))
  }

  mutating func endHold(_ moment: Moment) -> [BreakerAction]? {
    guard state.hasHold, let running = hold, running.endedAt == nil, moment.wallTime >= running.until else { return nil }
    hold?.endedAt = moment.wallTime
    return changed([])
  }

  private mutating func startHold(_ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction] {
    let seconds = policy.holds.seconds(step: holdStep)
    let until = Moment.time(moment.wallTime, plusSeconds: seconds)
    hold = Hold(seconds: seconds, until: until)
    cleanSince = nil
    return [.startTimer(.hold, at: until)]
  }

  private mutating func suppress(_ reference: TripReference, _ reason: Suppression, _ effect: SuppressedEffect) -> [BreakerAction] {
    suppressed = SuppressedTrip(trip: reference, reason: reason, effect: effect)
    return changed(reason == .protectedPrincipal ? [.page(.protectedPrincipal(trip: reference.identifier))] : [])
  }

  private mutating func holdBack(_ reference: TripReference, _ moment: Moment) -> [BreakerAction] {
    trip = reference
    enter(.held, moment)
    return changed([.page(.held(trip: reference.identifier))])
  }

  /// Old evidence about a principal on probation neither revokes anything nor loosens what probation denies, as `held` would.
  private mutating func suppressOldTrip(_ reference: TripReference) -> [BreakerAction] {
    suppressed = SuppressedTrip(trip: reference, reason: .oldEvidence, effect: .hold)
    return changed([.page(.held(trip: reference.identifier))])
  }

  private mutating func cap(_ reference: TripReference, _ moment: Moment) -> [BreakerAction] {
    trip = reference
    enter(.capped, moment)
    return changed([.page(.capped(trip: reference.identifier))])
  }
}
