extension Breaker {
  /// A restoration (or the lifting of a forced opening): non-destructive writes are allowed, and watched.
  mutating func startProbation(_ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction] {
    let denies = narrowDenies(policy)
    enter(.probation, moment)
    let expiresAt = Moment.time(moment.wallTime, plusSeconds: policy.probationSeconds)
    probation = Probation(writes: 0, sinceEventTime: moment.watermark, expiresAt: expiresAt)
    return changed([.restoreLatch(eventTime: moment.watermark)] + denies + [.startTimer(.probation, at: expiresAt)])
  }

  /// Late events from before the probation are no part of it: they count for neither side.
  mutating func handleWrite(
    _ isDestructive: Bool, _ eventTime: Int64, _ moment: Moment, _ policy: BreakerPolicy
  ) -> [BreakerAction]? {
    guard state == .probation, let progress = probation, eventTime > progress.sinceEventTime else { return nil }
    if isDestructive { return reopen(longerHold: true, moment, policy) }
    if progress.writes + 1 >= policy.probationWrites { return close(moment) }
    let expiresAt = Moment.time(moment.wallTime, plusSeconds: policy.probationSeconds)
    probation = Probation(writes: progress.writes + 1, sinceEventTime: progress.sinceEventTime, expiresAt: expiresAt)
    return changed([.startTimer(.probation, at: expiresAt)])
  }

  mutating func expireProbation(_ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction]? {
    guard state == .probation, let progress = probation, moment.wallTime >= progress.expiresAt else { return nil }
    return reopen(longerHold: false, moment, policy)
  }

  /// Every move to closed records a restoration, and leaves no deny behind.
  mutating func close(_ moment: Moment) -> [BreakerAction] {
    let denies = removeDenies()
    suppressed = nil
    enter(.closed, moment)
    return changed([.restoreLatch(eventTime: moment.watermark)] + denies)
  }
}
