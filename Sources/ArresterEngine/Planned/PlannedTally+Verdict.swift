import ArresterBase
import ArresterEvents

extension PlannedTally {
  /// The limits of the plan that are exceeded.
  func observations(_ plan: PlannedWindow) -> [SignalObservation] {
    var observations: [SignalObservation] = []
    if calls > plan.maximumChanges { observations.append(observation(.velocity, calls, plan.maximumChanges)) }
    if isSaturated || destroyed > plan.maximumDestroyed {
      observations.append(observation(.destroyed, destroyed, plan.maximumDestroyed))
    }
    return observations
  }

  private func observation(_ signal: Signal, _ observed: Int, _ most: Int) -> SignalObservation {
    SignalObservation(
      signal: signal, windowSeconds: occurrence.seconds, observed: Double(observed), threshold: Double(most), isHard: true, isPlanned: true)
  }
}

extension Shard {
  /// The verdict on more than was planned.
  func explain(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ plan: PlannedWindow, _ tally: PlannedTally
  ) -> Verdict {
    let evidence = Evidence(frame, tally, names)
    let signals = tally.observations(plan)
    return Verdict(
      type: .trip, identifier: "", time: frame.header.pointee.time, principal: record.pointee.name.text, session: nil,
      principalKind: record.pointee.kind, platform: record.pointee.platform, homeScope: record.pointee.name.homeScope,
      scopes: evidence.scopes, regions: evidence.regions, rule: .ceiling, action: frame.action.text, signals: signals,
      score: signals.map { Score.of($0.observed, max(1, $0.threshold)) }.max() ?? 0, changes: tally.calls, destroyed: tally.destroyed,
      severity: tally.severity, resources: evidence.resources, events: evidence.events, isSaturated: tally.isSaturated, tripNumber: 0,
      model: model.identifier, plan: plan.identifier)
  }
}

extension Evidence {
  /// What was done under a plan.
  init(_ frame: EventFrame, _ tally: PlannedTally, _ names: NameTable) {
    let destructions = tally.ledger.pointee.destructions
    let entries = (0..<destructions.count).map { destructions[$0] }
    regions = Evidence.names(.max, tally.regions, frame.region.text, names)
    scopes = Evidence.names(.max, tally.scopes, frame.scope.text, names)
    collectResources(frame, entries, names, isAttempt: false)
    collectEvents(frame, entries)
  }
}
