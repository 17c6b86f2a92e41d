/// What became of a record that was read.
public enum RecordOutcome: Sendable, Equatable {
  case applied
  /// Its revision is not higher than the known one: compaction keeps the last record, not the highest revision.
  case stale
  /// The board is full. Counted; an owner should page.
  case refusedAtLimit
}

extension BreakerBoard {
  /// Takes over a record of the breakers topic. Our own, read back, are stale and change nothing.
  ///
  /// Modes are those of the record until `setPolicy` is called, which an owner does once the topic was read to its end.
  public mutating func apply(_ record: BoardRecord) -> RecordOutcome {
    switch record {
    case .breaker(let record): apply(record.breaker)
    case .latch(let latch): apply(latch)
    case .halt(let halt): apply(halt)
    case .request(let request): request.asked.isStaged ? staged.apply(request) : desk.apply(request)
    case .plannedChange(let plan): apply(plan)
    case .posture(let posture): apply(posture)
    }
  }

  private mutating func apply(_ breaker: Breaker) -> RecordOutcome {
    let known = breakers[breaker.key]
    guard breaker.revision > known?.revision ?? 0 else { return stale() }
    guard known != nil || breakers.count < policy.maximumBreakers else { return refusedAtLimit() }
    // Another instance's trips count in the caps of all, each once.
    if let trip = breaker.trip, trip.countsInCaps, trip.identifier != known?.trip?.identifier {
      caps.note(at: trip.decidedAt, limits: policy.caps)
    }
    insert(breaker)
    return .applied
  }

  private mutating func apply(_ latch: RecordedLatch) -> RecordOutcome {
    guard latch.revision > latches[latch.key]?.revision ?? 0 else { return stale() }
    let hasRoom = latches[latch.key] != nil || breakers[latch.key] != nil || latches.count < policy.maximumLatches
    guard hasRoom else { return refusedAtLimit() }
    store(latch)
    return .applied
  }

  private mutating func apply(_ next: Halt) -> RecordOutcome {
    guard next.revision > halt?.revision ?? 0 else { return stale() }
    halt = next
    return .applied
  }

  private mutating func apply(_ plan: PlannedChange) -> RecordOutcome {
    let known = plannedChanges[plan.identifier]
    guard plan.revision > known?.revision ?? 0 else { return stale() }
    guard known != nil || plannedChanges.count < PlannedChange.maximumKept else { return refusedAtLimit() }
    plannedChanges[plan.identifier] = plan
    return .applied
  }

  private mutating func apply(_ next: PostureRecord) -> RecordOutcome {
    guard next.revision > posture?.revision ?? 0 else { return stale() }
    posture = next
    return .applied
  }

  private mutating func stale() -> RecordOutcome {
    counters.staleRecords += 1
    return .stale
  }

  private mutating func refusedAtLimit() -> RecordOutcome {
    counters.refusedAtLimit += 1
    return .refusedAtLimit
  }
}

extension BreakerPolicy {
  /// Records arrive in the topic's order, a latch perhaps before its breaker: then it cannot be told yet which room it takes.
  fileprivate var maximumLatches: Int {
    let (sum, overflow) = maximumBreakers.addingReportingOverflow(maximumPageLatches)
    return overflow ? .max : sum
  }
}
