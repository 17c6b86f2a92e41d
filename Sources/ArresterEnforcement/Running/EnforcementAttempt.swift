import ArresterBase

/// One try of an order at one enforcer: plan, intent, apply, verify. Asks before each step that changes something whether it is still
/// wanted.
struct EnforcementAttempt: Sendable {
  enum Gate: Sendable {
    case open
    case superseded
    case halted
  }

  let enforcer: any Enforcer
  let run: LaneRun
  let settings: EnforcementSettings
  let observer: any EnforcementObserver
  let wallClock: any WallClock
  let limit: StepLimit
  let gate: @Sendable (LaneRun) async -> Gate

  func perform() async -> AttemptResult {
    var progress = AttemptProgress()
    do throws(StepFailure) {
      let ending = run.kind == .reconcile ? try await reconcile(&progress) : try await enforce(&progress)
      return AttemptResult(ending: ending, progress: progress)
    } catch {
      progress.straggler = error.straggler
      if error.straggler != nil { progress.timeouts += 1 }
      return AttemptResult(ending: .failed(error.error), progress: progress)
    }
  }

  private func reconcile(_ progress: inout AttemptProgress) async throws(StepFailure) -> AttemptResult.Ending {
    let found = try await verify(&progress)
    return found.holds ? .reconciled : .drifted(detail: found.detail)
  }

  private func enforce(_ progress: inout AttemptProgress) async throws(StepFailure) -> AttemptResult.Ending {
    let plan = try await call("plan", &progress) { [enforcer, run] () async throws(EnforcementError) in try await enforcer.plan(run.order) }
    let plannedAt = wallClock.now()
    var appliedAt: Int64?
    if !plan.steps.isEmpty {
      if let ending = try await apply(plan, &progress) { return ending }
      appliedAt = wallClock.now()
    }
    return try await confirm(plannedAt: plannedAt, appliedAt: appliedAt, &progress)
  }

  /// - Returns: nil where it was applied.
  private func apply(_ plan: EnforcementPlan, _ progress: inout AttemptProgress) async throws(StepFailure) -> AttemptResult.Ending? {
    if let ending = await closedGate() { return ending }
    switch try await recordIntent(plan, &progress) {
    case .durable: break
    case .notDurable:
      guard !run.isLoosening else {
        return .failed(EnforcementError(.transient, "the intent to loosen is not recorded; nothing was changed"))
      }
    case .handedOver: return .failed(EnforcementError(.transient, "the principal is another instance's now; nothing was changed"))
    }
    // The recording took time.
    if let ending = await closedGate() { return ending }
    try await call("apply", &progress) { [enforcer] () async throws(EnforcementError) in try await enforcer.apply(plan) }
    progress.wasApplied = true
    return nil
  }

  private func closedGate() async -> AttemptResult.Ending? {
    switch await gate(run) {
    case .open: nil
    case .superseded: .superseded
    case .halted: .halted
    }
  }

  private func recordIntent(_ plan: EnforcementPlan, _ progress: inout AttemptProgress) async throws(StepFailure) -> IntentRecord {
    var record = IntentRecord.notDurable
    do throws(StepFailure) {
      record = try await limit.call("the recording of the intent", nanoseconds: settings.intentNanoseconds) {
        [observer, enforcer] () async throws(EnforcementError) in await observer.willApply(plan, by: enforcer.name)
      }
    } catch {
      // An observer that hangs is as one that could not record.
      record = .notDurable
    }
    progress.isIntentRecorded = record == .durable
    if !progress.isIntentRecorded { progress.unrecordedIntents += 1 }
    return record
  }

  private func confirm(plannedAt: Int64, appliedAt: Int64?, _ progress: inout AttemptProgress) async throws(StepFailure)
    -> AttemptResult.Ending
  {
    guard enforcer.readsBack else {
      return .confirmed(EnforcementReceipt(plannedAt: plannedAt, appliedAt: appliedAt, verifiedAt: nil, detail: "acknowledged"))
    }
    if progress.wasApplied, case .superseded = await gate(run) { return .superseded }
    let found = try await verify(&progress)
    guard found.holds else { return .failed(EnforcementError(.transient, "the read-back does not show it: \(found.detail)")) }
    return .confirmed(
      EnforcementReceipt(plannedAt: plannedAt, appliedAt: appliedAt, verifiedAt: wallClock.now(), detail: found.detail))
  }

  private func verify(_ progress: inout AttemptProgress) async throws(StepFailure) -> Verification {
    try await call("verify", &progress) { [enforcer, run] () async throws(EnforcementError) in try await enforcer.verify(run.order) }
  }

  private func call<Value: Sendable>(
    _ name: String, _ progress: inout AttemptProgress, _ body: @escaping @Sendable () async throws(EnforcementError) -> Value
  ) async throws(StepFailure) -> Value {
    progress.calls += 1
    return try await limit.call(name, nanoseconds: settings.stepNanoseconds, body)
  }
}
