extension Breaker {
  /// The whole table of semantics.md, section 6.
  /// - Returns: the actions in order, `publish` first if anything changed; `[.ignored]`, and no change, where the table says nothing.
  public mutating func handle(_ input: BreakerInput, at moment: Moment, under policy: BreakerPolicy) -> [BreakerAction] {
    let actions: [BreakerAction]? =
      switch input {
      case .trip(let notice, let disposition): handleTrip(notice, disposition, moment, policy)
      case .latchRestoredItself: forgetSuppressedTrip()
      case .enforcerConfirmed(let name, let deny): handleConfirmation(by: name, of: deny, moment)
      case .enforcerFailed(let name, let permanently): permanently ? handleFailure(of: name, moment, policy) : nil
      case .leak(let event): handleLeak(event, moment, policy)
      case .timerEnded(let timer): handleEnd(of: timer, moment, policy)
      case .writeSucceeded(let isDestructive, let eventTime): handleWrite(isDestructive, eventTime, moment, policy)
      case .command(let command): handleCommand(command, moment, policy)
      case .modeChanged(let mode): changeMode(mode)
      }
    return actions ?? [.ignored(state, input)]
  }

  /// Every change ends here: the revision rises, and the record goes before what it leads to.
  mutating func changed(_ actions: [BreakerAction]) -> [BreakerAction] {
    revision += 1
    return [.publish(.breaker(BreakerRecord(self)))] + actions
  }

  /// Moves to a state and drops what belongs to others.
  mutating func enter(_ next: BreakerState, _ moment: Moment) {
    state = next
    enteredAt = moment.wallTime
    if !next.hasHold { hold = nil }
    if next != .probation { probation = nil }
    if next != .exempt { exemptUntil = nil }
    if next != .closed && next != .probation { suppressed = nil }
    if next == .closed { cleanSince = cleanSince ?? moment.wallTime }
  }

  private mutating func changeMode(_ next: BreakerMode) -> [BreakerAction]? {
    guard mode != next else { return nil }
    mode = next
    return changed([])
  }

  private mutating func forgetSuppressedTrip() -> [BreakerAction]? {
    guard suppressed != nil else { return nil }
    suppressed = nil
    return changed([])
  }

  private mutating func handleEnd(of timer: BreakerTimer, _ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction]? {
    switch timer {
    case .hold: endHold(moment)
    case .probation: expireProbation(moment, policy)
    case .exemption: endExemption(moment)
    case .reminder: remind(moment, policy)
    }
  }
}
