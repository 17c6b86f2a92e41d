extension Breaker {
  /// The order to the platform's enforcers, and a fresh list of those whose confirmation counts. In shadow nobody is called.
  mutating func callEnforcers(_ extent: EnforcerCall.Extent, _ policy: BreakerPolicy) -> [BreakerAction] {
    let called = policy.calledEnforcers(key.platform)
    guard mode == .enforce, !called.isEmpty else { return [] }
    enforcers = policy.requiredEnforcers(key.platform).map { EnforcerProgress(name: $0.name, status: .called) }
    return [.callEnforcers(EnforcerCall(trip: trip?.identifier, extent: extent, enforcers: called.map(\.name)))]
  }

  /// Probation: only the destructive writes stay denied. What was called in enforce mode and is now in shadow is withdrawn.
  mutating func narrowDenies(_ policy: BreakerPolicy) -> [BreakerAction] {
    let calls = callEnforcers(.destructiveWrites, policy)
    return calls.isEmpty ? removeDenies() : calls
  }

  /// What was asked for stays on the record until its removal is confirmed: a crash in between must not leave a deny behind that
  /// nobody knows of.
  mutating func removeDenies() -> [BreakerAction] {
    guard enforcers.contains(where: { $0.status != .removing }) else { return [] }
    for index in enforcers.indices { enforcers[index].status = .removing }
    return [.removeDenies]
  }

  /// A confirmation of another deny than the one that is wanted now comes from an order that was overtaken: it says nothing.
  mutating func handleConfirmation(by name: String, of deny: DesiredDeny?, _ moment: Moment) -> [BreakerAction]? {
    guard let index = enforcers.firstIndex(where: { $0.name == name }) else { return nil }
    guard enforcers[index].status != .removing else { return confirmRemoval(index, of: deny) }
    guard state == .tripping || state == .openUnenforced else { return nil }
    guard enforcers[index].status != .confirmed, deny == nil || deny == .allWrites else { return nil }
    enforcers[index].status = .confirmed
    if enforcers.allSatisfy({ $0.status == .confirmed }) { enter(.open, moment) }
    return changed([])
  }

  private mutating func confirmRemoval(_ index: Int, of deny: DesiredDeny?) -> [BreakerAction]? {
    guard deny == nil || deny == .nothing else { return nil }
    enforcers.remove(at: index)
    return changed([])
  }

  mutating func handleFailure(of name: String, _ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction]? {
    guard state == .tripping, let index = enforcers.firstIndex(where: { $0.name == name }) else { return nil }
    enforcers[index].status = .failed
    enter(.openUnenforced, moment)
    return changed([.page(.unenforced(enforcers: unconfirmed)), startReminder(moment, policy)])
  }

  /// Somewhere a deny does not hold: all enforcers are asked again, and none counts as confirmed until it has read back anew.
  mutating func handleLeak(_ event: String, _ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction]? {
    guard state == .open else { return nil }
    let calls = callEnforcers(.allWrites, policy)
    enter(.openUnenforced, moment)
    return changed(calls + [.page(.leak(event: event)), startReminder(moment, policy)])
  }

  /// Pages and asks for the next reminder; the breaker itself does not change.
  mutating func remind(_ moment: Moment, _ policy: BreakerPolicy) -> [BreakerAction]? {
    guard state == .openUnenforced else { return nil }
    return [.page(.unenforced(enforcers: unconfirmed)), startReminder(moment, policy)]
  }

  private var unconfirmed: [String] { enforcers.filter { $0.status == .called || $0.status == .failed }.map(\.name) }

  private func startReminder(_ moment: Moment, _ policy: BreakerPolicy) -> BreakerAction {
    .startTimer(.reminder, at: Moment.time(moment.wallTime, plusSeconds: policy.reminderSeconds))
  }
}
