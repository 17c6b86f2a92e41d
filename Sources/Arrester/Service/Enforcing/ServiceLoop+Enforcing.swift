import ArresterBase
import ArresterBreaker
import ArresterEnforcement

/// What enforcers report, told to the breakers and to the audit log.
extension ServiceLoop {
  /// Something that was done or is to be done, with the next commit.
  func note(_ entry: AuditEntry) { service.audit?.note(entry) }

  /// Counts a call for a person.
  func count(page cause: PageCause) { service.tallies.pages.count(cause) }

  var wallTime: Int64 { service.clock.now() }

  /// - Throws: `LoopError.handedOver` where the principal is another member's: its enforcers are that one's to call.
  func note(_ intent: AuditEntry, of plan: EnforcementPlan, by enforcer: String) throws {
    guard service.owner.owns(plan.order.key) else { throw LoopError.handedOver }
    note(intent)
    service.trips.update(plan.order.trip) { $0.note(plan, by: enforcer) }
  }

  func note(_ outcome: EnforcementOutcome) {
    let order = outcome.order
    // A later order stands, or the breaker is another member's: it must not take this outcome for its own.
    let isCurrent = service.owner.owns(order.key) && order.revision >= service.orders[order.key]?.revision ?? 0
    switch outcome.event {
    case .confirmed(let receipt), .removed(let receipt):
      noteResult(outcome, order.extent == .nothing ? .denyRemoved : .denyVerified, .success, receipt.detail)
      service.trips.update(order.trip) { $0.note(receipt, of: order, by: outcome.enforcer) }
      let allowance = service.desk?.propagationNanoseconds(of: outcome.enforcer) ?? 0
      service.leaks.confirmed(order, by: outcome.enforcer, receipt, propagationNanoseconds: allowance)
      if isCurrent { input(.enforcerConfirmed(name: outcome.enforcer, deny: DesiredDeny(order.extent)), for: order.key) }
    case .failed(let error, let permanently):
      guard permanently else { return }
      noteResult(outcome, order.extent == .nothing ? .denyRemoved : .denyApplied, .failure, error.detail)
      if isCurrent { input(.enforcerFailed(name: outcome.enforcer, permanently: true), for: order.key) }
    case .conflicted(let error):
      noteResult(outcome, order.extent == .nothing ? .denyRemoved : .denyApplied, .failure, "changed by somebody else: \(error.detail)")
      page(.conflict, "somebody else changed what an enforcer wrote: a person must look", outcome, error.detail)
      if isCurrent { input(.enforcerFailed(name: outcome.enforcer, permanently: true), for: order.key) }
    case .drifted(let detail):
      noteResult(outcome, .denyVerified, .partial, "no longer in force: \(detail)")
      page(.drift, "a deny was no longer in force and is put back", outcome, detail)
    case .superseded(let wasApplied):
      noteResult(outcome, .denyApplied, wasApplied ? .partial : .failure, "replaced by a later order")
    }
  }

  private func noteResult(_ outcome: EnforcementOutcome, _ action: AuditAction, _ result: AuditOutcome, _ detail: String) {
    note(
      AuditEntry(
        .result, action, by: .enforcer(outcome.enforcer), key: outcome.order.key, trip: outcome.order.trip, at: wallTime, outcome: result,
        detail: detail))
  }

  private func page(_ cause: PageCause, _ reason: String, _ outcome: EnforcementOutcome, _ detail: String) {
    service.tallies.pages.count(cause)
    service.log.page(
      cause,
      [
        "reason": .text(reason), "enforcer": .text(outcome.enforcer), "principal": .text(outcome.order.key.principal),
        "detail": .text(detail),
      ])
  }
}

extension AuditEntry {
  /// Intent before action.
  init(intentOf plan: EnforcementPlan, by enforcer: String, at wallTime: Int64) {
    self.init(
      .intent, plan.order.extent == .nothing ? .denyRemoved : .denyApplied, by: .enforcer(enforcer), key: plan.order.key,
      trip: plan.order.trip, at: wallTime, detail: plan.steps.joined(separator: "; "))
  }
}

extension DesiredDeny {
  fileprivate init(_ extent: DenyOrder.Extent) {
    self =
      switch extent {
      case .allWrites: .allWrites
      case .destructiveWrites: .destructiveWrites
      case .nothing: .nothing
      }
  }
}
