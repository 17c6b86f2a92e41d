import ArresterBase
import ArresterEvents

@testable import ArresterEngine

/// A rule that holds in a window of the principal, or of one of its sessions.
struct NaiveFinding {
  var rule: Rule
  var window: NaiveWindow
  var session: String?

  init(_ rule: Rule, _ window: NaiveWindow, session: String? = nil) {
    self.rule = rule
    self.window = window
    self.session = session
  }

  /// Rules in their order, the shorter window, the earlier end, the principal before its session.
  func comesBefore(_ other: NaiveFinding) -> Bool {
    if rule != other.rule { return rule.rawValue < other.rule.rawValue }
    if window != other.window { return (window.index, window.last) < (other.window.index, other.window.last) }
    return session == nil && other.session != nil
  }
}

extension NaivePrincipal {
  func judge(_ event: ChangeEvent, _ isNewest: Bool) -> [Verdict] {
    let second = Int(event.time / 1_000_000_000)
    var findings: [NaiveFinding] = []
    var warnings = NaiveWarnings()
    for index in model.windows.indices {
      let ends = isNewest ? [window(index, endingAt: second)] : windows(index, holding: second, session: nil)
      let own = Set(windows(index, holding: second, session: event.session))
      for window in ends {
        let values = values(window, nil)
        note(values, window, isNewest, &warnings)
        if let rule = rule(values, window) { findings.append(NaiveFinding(rule, window)) }
        guard !event.session.isEmpty, own.contains(window), let rule = rule(self.values(window, event.session), window) else { continue }
        findings.append(NaiveFinding(rule, window, session: event.session))
      }
    }
    if let first = findings.min(by: { $0.comesBefore($1) }) { return [trip(first, event)] }
    return warnings.place.map { [warn(warnings.fresh, $0, event)] } ?? []
  }

  func values(_ window: NaiveWindow, _ session: String?) -> NaiveValues { NaiveValues(entries, window, session: session) }

  func rule(_ values: NaiveValues, _ window: NaiveWindow) -> Rule? {
    values.rule(limits(in: window), model, isLongest: window.index == model.windows.count - 1)
  }

  func limits(in window: NaiveWindow) -> [Limit] { limits.filter { $0.window == window.index }.map { moved($0, window) } }

  /// A newest window sets and clears, a past one only sets.
  private func note(_ values: NaiveValues, _ window: NaiveWindow, _ isNewest: Bool, _ warnings: inout NaiveWarnings) {
    if values.isLoud(limits.filter { $0.window == window.index }, model, isLongest: window.index == model.windows.count - 1) {
      markLoud(window)
    }
    for (index, unmoved) in limits.enumerated() where unmoved.window == window.index {
      let limit = moved(unmoved, window)
      guard values.warns(limit, model) else {
        if isNewest { warned.remove(index) }
        continue
      }
      guard warned.insert(index).inserted else { continue }
      warnings.fresh.append(observation(values, limit, limit.soft ?? limit.hard!, window))
      if warnings.place == nil { warnings.place = window }
    }
  }

  func observation(_ values: NaiveValues, _ limit: Limit, _ threshold: Double, _ window: NaiveWindow) -> SignalObservation {
    SignalObservation(
      signal: limit.signal, windowSeconds: model.windows[limit.window].seconds, observed: values.value(limit.signal, model),
      threshold: threshold, isHard: threshold == limit.hard,
      baseline: limit.signal == .velocity && limit.soft != nil
        ? learnt(window).map { BaselineReading(mean: $0.mean, buckets: $0.buckets) } : nil)
  }

  /// Every limit that the final contents of all windows meet, of the principal and of every session.
  func allBreaches() -> Set<Breach> {
    var breaches: Set<Breach> = []
    let sessions = Set(entries.map(\.event.session)).filter { !$0.isEmpty }
    for session in [nil] + sessions.map(Optional.some) {
      let changed = entries.filter { !$0.isFailed && (session == nil || $0.event.session == session) }
      for index in model.windows.indices {
        for window in Set(changed.map({ window(index, endingAt: $0.second) })) {
          breaches.formUnion(self.breaches(values(window, session), window, session))
        }
      }
    }
    return apart.keys.reduce(into: breaches) { $0.formUnion(self.breaches($1)) }
  }

  private func breaches(_ values: NaiveValues, _ window: NaiveWindow, _ session: String?) -> [Breach] {
    limits(in: window).flatMap { limit in
      [(limit.hard, true), (limit.soft, false)].compactMap { value, isHard in
        guard values.meets(limit.signal, value, model) else { return nil }
        return Breach(
          principal: identity.principal, session: session, signal: limit.signal, windowSeconds: model.windows[window.index].seconds,
          endSecond: window.last, isHard: isHard)
      }
    }
  }
}

struct NaiveWarnings {
  var fresh: [SignalObservation] = []
  /// The first window that shows one of them.
  var place: NaiveWindow?
}
