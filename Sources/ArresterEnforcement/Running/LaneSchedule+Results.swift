/// How a try ended.
struct AttemptResult: Sendable {
  enum Ending: Sendable {
    case confirmed(EnforcementReceipt)
    /// A reconciliation found what it expects.
    case reconciled
    /// A reconciliation did not.
    case drifted(detail: String)
    case failed(EnforcementError)
    /// A later order, or none any more.
    case superseded
    /// It would have changed something.
    case halted
  }

  var ending: Ending
  var progress = AttemptProgress()
}

/// What a try has done so far.
struct AttemptProgress: Sendable {
  var calls = 0
  var timeouts = 0
  /// Answers that came too late, or not at all, from whoever keeps the intents.
  var unrecordedIntents = 0
  var isIntentRecorded = false
  var wasApplied = false
  /// A call that was given up.
  var straggler: Task<Void, Never>?
}

extension LaneSchedule {
  /// Takes the end of a try, and says what is to be told.
  /// - Parameter chance: uniform in 0..<1.
  mutating func finish(_ run: LaneRun, _ result: AttemptResult, isHalted: Bool, at now: Int64, chance: Double) -> [EnforcementOutcome] {
    count(result.progress)
    guard let entry = entries[run.order.key], entry.submission == run.submission else { return superseded(run, result) }
    let key = run.order.key
    switch result.ending {
    case .confirmed(let receipt): return confirm(run, receipt, at: now, chance)
    case .reconciled:
      counters.reconciled += 1
      arm(key, at: now + pauses.reconcile(chance: chance))
      return []
    case .drifted(let detail):
      counters.drifts += 1
      begin(key, at: now)
      return [outcome(run, .drifted(detail: detail))]
    case .failed(let error):
      entries[key]?.lastError = error
      switch error.kind {
      case .transient: return retryLater(run, entry, error, at: now, chance)
      case .permanent: return failForGood(run, entry, error, at: now, chance)
      case .conflict: return conflict(run, entry, error, at: now, chance)
      }
    case .superseded: return superseded(run, result)
    case .halted: return waitForResume(run, result, isHalted: isHalted, at: now)
    }
  }

  private func outcome(_ run: LaneRun, _ event: EnforcementOutcome.Event) -> EnforcementOutcome {
    EnforcementOutcome(enforcer: enforcer, order: run.order, event: event)
  }

  private mutating func count(_ progress: AttemptProgress) {
    counters.calls += progress.calls
    counters.timeouts += progress.timeouts
    counters.unrecordedIntents += progress.unrecordedIntents
  }

  /// An intent that was recorded gets its outcome; otherwise there is nothing to say.
  private func superseded(_ run: LaneRun, _ result: AttemptResult) -> [EnforcementOutcome] {
    guard result.progress.isIntentRecorded else { return [] }
    return [outcome(run, .superseded(wasApplied: result.progress.wasApplied))]
  }

  private mutating func confirm(_ run: LaneRun, _ receipt: EnforcementReceipt, at now: Int64, _ chance: Double) -> [EnforcementOutcome] {
    let key = run.order.key
    guard run.order.extent != .nothing else {
      counters.removed += 1
      entries[key] = nil
      return [outcome(run, .removed(receipt))]
    }
    counters.confirmed += 1
    entries[key] = LaneEntry(order: run.order, phase: .standing, submission: run.submission, hasStood: true)
    if readsBack { arm(key, at: now + pauses.reconcile(chance: chance)) }
    return [outcome(run, .confirmed(receipt))]
  }

  private mutating func retryLater(
    _ run: LaneRun, _ entry: LaneEntry, _ error: EnforcementError, at now: Int64, _ chance: Double
  ) -> [EnforcementOutcome] {
    let key = run.order.key
    counters.transientFailures += 1
    entries[key]?.failures += 1
    guard entry.phase != .failed else {
      arm(key, at: now + pauses.slowRetry(chance: chance))
      return []
    }
    if entry.phase == .standing {
      entries[key]?.phase = .pending
      startDeadline(key, at: now)
    }
    let pause = pauses.backoff(failures: entry.failures + 1, chance: chance, retryAfterNanoseconds: error.retryAfterNanoseconds)
    arm(key, at: now + pause)
    return [outcome(run, .failed(error, permanently: false))]
  }

  private mutating func failForGood(
    _ run: LaneRun, _ entry: LaneEntry, _ error: EnforcementError, at now: Int64, _ chance: Double
  ) -> [EnforcementOutcome] {
    counters.permanentFailures += 1
    return fail(run, entry, error, at: now, chance) ? [outcome(run, .failed(error, permanently: true))] : []
  }

  private mutating func conflict(
    _ run: LaneRun, _ entry: LaneEntry, _ error: EnforcementError, at now: Int64, _ chance: Double
  ) -> [EnforcementOutcome] {
    counters.conflicts += 1
    let isNew = fail(run, entry, error, at: now, chance)
    if run.order.extent == .nothing {
      entries[run.order.key]?.phase = .blocked
      entries[run.order.key]?.dueAt = nil
      entries[run.order.key]?.dueTicket = 0
    }
    return isNew ? [outcome(run, .conflicted(error))] : []
  }

  /// - Returns: whether this kind of failure was not reported yet.
  private mutating func fail(_ run: LaneRun, _ entry: LaneEntry, _ error: EnforcementError, at now: Int64, _ chance: Double) -> Bool {
    let key = run.order.key
    entries[key]?.phase = .failed
    entries[key]?.reported = error.kind
    entries[key]?.deadlineTicket = 0
    arm(key, at: now + pauses.slowRetry(chance: chance))
    return entry.reported != error.kind
  }

  private mutating func waitForResume(_ run: LaneRun, _ result: AttemptResult, isHalted: Bool, at now: Int64) -> [EnforcementOutcome] {
    if isHalted { entries[run.order.key]?.phase = .halted } else { arm(run.order.key, at: now) }
    return superseded(run, result)
  }
}
