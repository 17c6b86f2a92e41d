import ArresterBase
import ArresterEvents

/// Planned changes are counted apart: what a plan covers enters no window, so it meets no other limit of rules 2 to 4. For
/// principals without a plan it costs the test of one bit in their record, which is at hand anyway.
extension Shard {
  /// Takes over these plans in place of those before. A verdict depends on the plans that its event finds, so a plan must be
  /// here before its first window begins: that is why it is approved before. What was counted under a plan that stays, by its
  /// identifier, stays.
  /// - Complexity: O(plans). Call on the shard's thread.
  public func setPlans(_ plans: PlanTable) {
    planned.replace(plans)
    let finder = RecordFinder()
    for plan in plans.plans {
      for platform in Platform.allCases where (plan.platform ?? platform) == platform {
        for kind in PrincipalKind.allCases where (plan.kind ?? kind) == kind {
          let key = LatchKey(platform: platform, kind: kind, principal: plan.principal, homeScope: "")
          finder.withFrame(of: key) { if let index = table.find($0) { table.slab[index].pointee.isPlanned = true } }
        }
      }
    }
  }

  /// The event time from which on plans hold what was counted, nanoseconds: the longest window before the earliest beginning, as
  /// what was made then excuses. nil where they hold nothing. Whoever rebuilds this shard from the log must read from there,
  /// however much longer that is than the windows of the model.
  /// - Complexity: O(principals with a plan).
  public var oldestPlannedTime: Int64? { planned.oldestBegin.map { $0 - longestNanoseconds } }

  /// Marks a new record where some plan is about its principal.
  func attachPlans(_ record: UnsafeMutablePointer<PrincipalRecord>) {
    guard !planned.isEmpty, planned.principal(record.pointee.hash, key(of: record)) != nil else { return }
    record.pointee.isPlanned = true
  }

  /// - Returns: whether a plan covers the event, which then is done with.
  func takesAsPlanned(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, oldestSecond: Int64, isTooLate: Bool
  ) -> Bool {
    guard let principal = planned.principal(record.pointee.hash, key(of: record)) else {
      record.pointee.isPlanned = false
      return false
    }
    guard let (plan, occurrence) = planned.match(frame, principal) else { return false }
    guard counts(frame, record) else {
      if !isTooLate { noteCreations(frame, record, isPlanned: true) }
      return true
    }
    let strikes = !plan.expectsStrike(frame.action) && isOneStrike(frame, record, oldestSecond: oldestSecond)
    if !isTooLate {
      counters.planned[plan.identifier, default: 0] += 1
      count(frame, record, plan, planned.tally(plan, occurrence, principal), isJudged: !strikes)
    }
    strike(frame, record, isOneStrike: strikes)
    return true
  }

  private func count(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ plan: PlannedWindow, _ tally: PlannedTally, isJudged: Bool
  ) {
    let header = frame.header.pointee
    guard !header.flags.contains(.failed) else { return }
    noteCreations(frame, record, isPlanned: true)
    if !header.flags.contains(.fanOut) {
      tally.calls += 1
      let region = header.regionLength == 0 ? nil : names.number(of: frame.region, hash: header.regionHash)
      tally.see(region: region, scope: names.number(of: frame.scope, hash: header.scopeHash), pool)
    }
    if header.effect.isDestructive, header.severity > 0 { noteDestructions(frame, record, tally) }
    guard isJudged, tally.meetsMoreThan(plan) else { return }
    if let observer {
      for observation in tally.observations(plan) { observer(breach(observation, record, plan, tally)) }
    } else {
      trip(frame, record, .ceiling) { explain(frame, record, plan, tally) }
    }
  }

  private func noteDestructions(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ tally: PlannedTally) {
    let made = creations(of: record)
    let placement = Placement(session: Shard.noSession, region: Cell.nowhere, scope: Cell.nowhere)
    tally.ledger.pointee.calls &+= 1
    for resource in frame.resources where resource.severity > 0 {
      if isOwnAndYoung(resource, frame.header.pointee.time, made) { continue }
      insert(resource, frame, tally, placement)
    }
    if frame.isCut { tally.unnamed += Int(frame.header.pointee.itemCount) - frame.resources.count }
  }

  private func insert(_ resource: ResourceEntry, _ frame: EventFrame, _ tally: PlannedTally, _ placement: Placement) {
    let position = tally.ledger.pointee.destructions.count(before: frame.header.pointee.time + 1)
    if merges(frame, tally.ledger, position, placement) { return }
    guard tally.ledger.pointee.destructions.count < model.bounds.destructionsPerPrincipal else {
      return saturate(resource, tally)
    }
    let entry = makeDestruction(
      resource, frame, placement, call: tally.ledger.pointee.calls, recreatedAt: Destruction.never)
    tally.ledger.pointee.insert(entry, at: position, pool)
  }

  /// Something destroyed again and again needs no more room; something else may be one too many.
  private func saturate(_ resource: ResourceEntry, _ tally: PlannedTally) {
    var isKnown = false
    tally.ledger.pointee.resources.forEach(knownAs: resource.identity) { if $0.pointee.aliases[0] == resource.identity { isKnown = true } }
    guard !isKnown else { return }
    tally.isSaturated = true
    counters.saturations += 1
  }

  private func breach(
    _ observation: SignalObservation, _ record: UnsafeMutablePointer<PrincipalRecord>, _ plan: PlannedWindow, _ tally: PlannedTally
  ) -> Breach {
    Breach(
      principal: record.pointee.name.text, session: nil, signal: observation.signal, windowSeconds: observation.windowSeconds,
      endSecond: Int(tally.occurrence.end / Timestamp.nanosecondsPerSecond), isHard: true, plan: plan.identifier)
  }
}
