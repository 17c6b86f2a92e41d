extension Breaker {
  /// What a person's order does in the present state; nil where it changes nothing.
  mutating func handleCommand(_ command: BreakerCommand, _ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction]? {
    switch command {
    case .enforce: state == .held || state == .capped ? startTripping(moment, policy) : nil
    case .dismiss: state == .held ? close(moment) : nil
    case .restore: restore(moment, policy)
    case .forceOpen: state == .forcedOpen ? nil : forceOpen(moment, policy)
    case .liftForced: state == .forcedOpen ? startProbation(moment, policy) : nil
    case .exempt(let until): exempt(until: until, moment)
    case .extend(let until): extendHold(until: until, moment, policy)
    }
  }

  mutating func endExemption(_ moment: Moment) -> [BreakerAction]? {
    guard state == .exempt, let exemptUntil, moment.wallTime >= exemptUntil else { return nil }
    return close(moment)
  }

  private mutating func restore(_ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction]? {
    switch state {
    case .tripping, .open, .openUnenforced: startProbation(moment, policy)
    case .capped, .exempt: close(moment)
    case .closed, .probation, .held, .forcedOpen: nil
    }
  }

  private mutating func forceOpen(_ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction] {
    // From these two it is the person alone who opens it: an old trip is not the reason.
    if state == .closed || state == .exempt { trip = nil }
    let calls = callEnforcers(.allWrites, policy)
    enter(.forcedOpen, moment)
    return changed(calls)
  }

  private mutating func exempt(until: Int64, _ moment: Moment) -> [BreakerAction]? {
    guard until > moment.wallTime, until <= Moment.latest, exemptUntil != until else { return nil }
    let denies = removeDenies()
    enter(.exempt, moment)
    exemptUntil = until
    return changed(denies + [.startTimer(.exemption, at: until)])
  }

  private mutating func extendHold(until: Int64, _ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction]? {
    guard state.hasHold, let running = hold else { return nil }
    let extended = min(until, Moment.time(moment.wallTime, plusSeconds: policy.holds.maximumSeconds))
    guard extended > running.until, extended > moment.wallTime else { return nil }
    hold = Hold(seconds: running.seconds, until: extended)
    return changed([.startTimer(.hold, at: extended)])
  }
}
