import ArresterBase
import ArresterEvents

@testable import ArresterEngine

extension NaivePrincipal {
  /// All of a verdict but its score, which is for display only.
  func explain(_ finding: NaiveFinding, _ event: ChangeEvent, _ type: Verdict.Kind) -> Verdict {
    let values = values(finding.window, finding.session)
    let inside = entries.filter { finding.window.contains($0) && (finding.session == nil || $0.event.session == finding.session) }
    let places = inside.filter(\.isChange).map(\.event) + [event]
    let losses = losses(inside)
    return Verdict(
      type: type, identifier: tripIdentifier, time: event.time, principal: identity.principal, session: session(finding, event),
      principalKind: identity.kind, platform: identity.platform, homeScope: identity.homeScope, scopes: sorted(places.map(\.scope)),
      regions: sorted(places.map(\.region)), rule: finding.rule, action: event.action,
      signals: signals(finding, values), score: 0, changes: values.changes, destroyed: values.destroyed, severity: values.severity,
      resources: resources(losses, finding.rule == .oneStrike || finding.rule == .tampering ? event : nil), events: events(losses, event),
      isSaturated: values.isSaturated, tripNumber: UInt32(latch.trips), model: model.identifier)
  }

  /// More than was planned.
  func explain(
    _ observations: [SignalObservation], _ apart: [NaiveEntry], _ plan: PlannedWindow, _ event: ChangeEvent, _ type: Verdict.Kind
  ) -> Verdict {
    let losses = losses(apart.map(\.withoutSession))
    let places = apart.filter(\.isChange).map(\.event) + [event]
    let values = NaiveApart(apart)
    return Verdict(
      type: type, identifier: tripIdentifier, time: event.time, principal: identity.principal, session: nil,
      principalKind: identity.kind, platform: identity.platform, homeScope: identity.homeScope, scopes: sorted(places.map(\.scope)),
      regions: sorted(places.map(\.region)), rule: .ceiling, action: event.action, signals: observations, score: 0,
      changes: values.calls, destroyed: values.destroyed, severity: values.weights.values.reduce(0, +), resources: resources(losses, nil),
      events: events(losses, event), isSaturated: false, tripNumber: UInt32(latch.trips), model: model.identifier, plan: plan.identifier)
  }

  func warn(_ fresh: [SignalObservation], _ window: NaiveWindow, _ event: ChangeEvent) -> Verdict {
    var verdict = explain(NaiveFinding(.confirmed, window), event, .warn)
    verdict.rule = nil
    verdict.session = nil
    verdict.tripNumber = 0
    verdict.signals = fresh
    let limits = fresh.map { "\($0.signal.name)/\($0.windowSeconds)" }.joined(separator: ",")
    verdict.identifier = SHA256.identifier(of: [
      "warn", identity.platform.name, identity.homeScope, identity.principal, identity.kind.name, Timestamp.format(event.time),
      event.identifier, limits,
    ])
    return verdict
  }

  private var tripIdentifier: String {
    SHA256.identifier(of: [identity.platform.name, identity.homeScope, identity.principal, identity.kind.name, String(latch.trips)])
  }

  /// The session of the window; else the event's own, if its own window meets the same rule.
  private func session(_ finding: NaiveFinding, _ event: ChangeEvent) -> String? {
    if finding.session != nil || event.session.isEmpty { return finding.session }
    if finding.rule == .oneStrike || finding.rule == .tampering { return event.session }
    return rule(values(finding.window, event.session), finding.window) == finding.rule ? event.session : nil
  }

  private func signals(_ finding: NaiveFinding, _ values: NaiveValues) -> [SignalObservation] {
    let limits = limits(in: finding.window)
    switch finding.rule {
    case .oneStrike, .tampering: return []
    case .ceiling:
      return limits.filter { values.meets($0.signal, $0.hard, model) }.map { observation(values, $0, $0.hard!, finding.window) }
    case .confirmed:
      return limits.filter { values.meets($0.signal, $0.soft, model) }.map { observation(values, $0, $0.soft!, finding.window) }
    case .recreated:
      let limit = Limit(signal: .recreated, window: finding.window.index, hard: nil, soft: 1)
      return [observation(values, limit, 1, finding.window)]
    }
  }

  private func sorted(_ names: [String]) -> [String] {
    Array(Set(names).filter { !$0.isEmpty }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(20))
  }

  // MARK: Evidence

  private struct Loss {
    var number: Int
    var identifier: String
    var resource: EvidenceResource
  }

  /// What was destroyed. The same call again, alone with the same resource at the same time, adds nothing.
  private func losses(_ inside: [NaiveEntry]) -> [Loss] {
    var losses: [Loss] = []
    var repeats: Set<[String]> = []
    for entry in inside where !entry.isFailed {
      for resource in entry.resources where resource.weight > 0 {
        let event = entry.event
        if entry.resources.count == 1 {
          let sameness = [String(event.time), event.session, event.effect.name, "\(resource.names)", "\(resource.severity)"]
          let flags = event.flags.intersection([.stateful, .fanOut]).rawValue
          if !repeats.insert(sameness + [String(flags)]).inserted { continue }
        }
        let loss = evidence(event, resource.index, isReversible: resource.severity < 8)
        losses.append(Loss(number: resource.names[0], identifier: event.identifier, resource: loss))
      }
    }
    return losses
  }

  private func evidence(_ event: ChangeEvent, _ index: Int, isReversible: Bool) -> EvidenceResource {
    EvidenceResource(
      identifier: event.resources[index].names[0], action: event.action, effect: event.effect, time: event.time, region: event.region,
      severity: Int(event.resources[index].severity), isReversible: isReversible)
  }

  /// Each resource once, at its heaviest; of an attempt also what was tried, whatever it weighs.
  private func resources(_ losses: [Loss], _ attempt: ChangeEvent?) -> [EvidenceResource] {
    var heaviest: [Int: EvidenceResource] = [:]
    for loss in losses {
      if let known = heaviest[loss.number], !precedes(loss.resource, known) { continue }
      heaviest[loss.number] = loss.resource
    }
    if let event = attempt {
      for resource in NaiveEntry(event, numbers).resources where heaviest[resource.names[0]] == nil {
        let isReversible = resource.severity < 8 && !event.flags.contains(.irreversible)
        heaviest[resource.names[0]] = evidence(event, resource.index, isReversible: isReversible)
      }
    }
    return Array(heaviest.values.sorted(by: precedes).prefix(20))
  }

  /// By severity, time, name.
  private func precedes(_ left: EvidenceResource, _ right: EvidenceResource) -> Bool {
    if left.severity != right.severity { return left.severity > right.severity }
    return (left.time, left.identifier, left.action, left.region, left.effect.rawValue)
      < (right.time, right.identifier, right.action, right.region, right.effect.rawValue)
  }

  /// In order of time, the latest 49 and the one that set it off.
  private func events(_ losses: [Loss], _ event: ChangeEvent) -> [String] {
    var times: [String: Int64] = [:]
    for loss in losses where loss.identifier != event.identifier {
      times[loss.identifier] = min(times[loss.identifier] ?? .max, loss.resource.time)
    }
    var listed = times.map { (time: $0.value, isTrigger: 0, identifier: $0.key) }.sorted { $0 < $1 }.suffix(49)
    listed.append((time: event.time, isTrigger: 1, identifier: event.identifier))
    return listed.sorted { $0 < $1 }.map(\.identifier)
  }
}
