import ArresterEvents

@testable import ArresterEngine

/// One window of a plan.
struct NaiveOccurrence: Hashable {
  var plan: String
  var begin: Int64
  var end: Int64
}

/// What a plan limits, from the events that were counted apart.
struct NaiveApart {
  var calls = 0
  var unnamed = 0
  var weights: [Int: Int] = [:]

  init(_ entries: [NaiveEntry]) {
    for entry in entries where !entry.isFailed {
      if !entry.isFanOut { calls += 1 }
      for resource in entry.resources where resource.weight > 0 {
        weights[resource.names[0]] = max(weights[resource.names[0]] ?? 0, resource.weight)
      }
      let isDestructive = entry.event.effect == .delete || entry.event.effect == .disrupt
      if isDestructive, entry.event.severity > 0 { unnamed += entry.event.itemCount - entry.resources.count }
    }
  }

  var destroyed: Int { weights.count + unnamed }
}

extension NaiveEntry {
  var withoutSession: NaiveEntry {
    var entry = self
    entry.event.session = ""
    return entry
  }
}

extension NaivePrincipal {
  /// Section 5, planned change: the first plan that the event is in and matches.
  func plan(for event: ChangeEvent) -> (plan: PlannedWindow, occurrence: NaiveOccurrence)? {
    let own = model.plans.plans.filter { plan in
      plan.principal == identity.principal && (plan.kind == nil || plan.kind == identity.kind)
        && (plan.platform == nil || plan.platform == identity.platform)
    }
    for plan in own.sorted(by: { ($0.from, $0.identifier) < ($1.from, $1.identifier) }) {
      guard plan.actions.isEmpty || plan.actions.contains(where: { $0.matches(event.action) }),
        plan.scopes.isEmpty || plan.scopes.contains(where: { $0.matches(event.scope) })
      else { continue }
      var (begin, end) = (plan.from, plan.until)
      let step: Int64 = plan.repetition?.period == .daily ? 86_400_000_000_000 : 7 * 86_400_000_000_000
      while let repetition = plan.repetition, begin + step <= event.time, begin + step < repetition.until {
        begin += step
        end = min(end + step, repetition.until)
      }
      if event.time >= begin, event.time < end {
        return (plan, NaiveOccurrence(plan: plan.identifier, begin: begin, end: end))
      }
    }
    return nil
  }

  func judge(_ event: ChangeEvent, _ plan: PlannedWindow, _ occurrence: NaiveOccurrence) -> [Verdict] {
    let entries = weighed(occurrence)
    let observations = observations(NaiveApart(entries), plan, occurrence)
    if observations.isEmpty { return [] }
    return [trip(event) { explain(observations, entries, plan, event, $0) }]
  }

  func breaches(_ occurrence: NaiveOccurrence) -> [Breach] {
    let plan = model.plans.plans.first { $0.identifier == occurrence.plan }!
    return observations(NaiveApart(weighed(occurrence)), plan, occurrence).map {
      Breach(
        principal: identity.principal, session: nil, signal: $0.signal, windowSeconds: $0.windowSeconds,
        endSecond: Int(occurrence.end / 1_000_000_000), isHard: true, plan: plan.identifier)
    }
  }

  private func weighed(_ occurrence: NaiveOccurrence) -> [NaiveEntry] {
    (apart[occurrence] ?? []).map { entry in
      var entry = entry
      entry.weigh(made, openly: [:], longest: longest)
      return entry
    }
  }

  private func observations(_ values: NaiveApart, _ plan: PlannedWindow, _ occurrence: NaiveOccurrence) -> [SignalObservation] {
    [(Signal.velocity, values.calls, plan.maximumChanges), (.destroyed, values.destroyed, plan.maximumDestroyed)].compactMap {
      signal, observed, most in
      guard observed > most else { return nil }
      return SignalObservation(
        signal: signal, windowSeconds: Int((occurrence.end - occurrence.begin) / 1_000_000_000), observed: Double(observed),
        threshold: Double(most), isHard: true, isPlanned: true)
    }
  }
}
