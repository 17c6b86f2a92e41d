import ArresterBase
import ArresterEngine

/// Holds settings against the labels, on the trace.
final class Evaluation {
  let trace: Trace
  let labelled: LabelledTime
  let swept: [SweptLimit]
  /// Event time up to which it is fitted, nanoseconds.
  let split: Int64
  private let empty: (fitted: Tally, judged: Tally, all: Tally)
  /// Under the current model.
  private let current: [TracedOutcome]

  /// - Parameter split: the part of the time range that it is fitted on; 1: all of it.
  init(_ trace: Trace, _ labelled: LabelledTime, split part: Double) {
    self.trace = trace
    self.labelled = labelled
    swept = SweepGrid.limits(of: trace)
    current = trace.principals.map(TraceJudge(trace.model, trace.floors).outcome)
    let range = trace.range ?? 0...0
    // A whole second, as events have it.
    let seconds = Double((range.upperBound - range.lowerBound) / Timestamp.nanosecondsPerSecond) * part
    let split = part < 1 ? range.lowerBound + Int64(seconds) * Timestamp.nanosecondsPerSecond : range.upperBound
    self.split = split
    empty = (
      Evaluation.empty(trace, range.lowerBound, split), Evaluation.empty(trace, split + 1, range.upperBound),
      Evaluation.empty(trace, range.lowerBound, range.upperBound)
    )
  }

  private static let day = 86_400 * Timestamp.nanosecondsPerSecond

  private static func empty(_ trace: Trace, _ first: Int64, _ last: Int64) -> Tally {
    var tally = Tally()
    guard first <= last else { return tally }
    tally.days = max(Double(last - first) / Double(day), 1 / 24)
    let days = Int32(first / day)...Int32(last / day)
    for principal in trace.principals where principal.isJudged { tally.principalDays += principal.days.count { days.contains($0) } }
    return tally
  }

  /// What becomes of every principal under the setting, in the order of the trace; nil where the setting is none. Who never comes near
  /// to a limit that was changed fares as with the current model.
  func outcomes(_ setting: Setting) -> [TracedOutcome]? {
    guard let model = setting.model(trace.model, swept) else { return nil }
    let judge = TraceJudge(model, trace.floors)
    let (old, new) = (trace.model.limits[LimitFloors.kind], model.limits[LimitFloors.kind])
    let changed = setting.changes.map { swept[$0.swept].limit }
    return zip(trace.principals, current).map { principal, known in
      guard principal.key.kind == LimitFloors.kind,
        changed.contains(where: { principal.isTouched(byLimit: $0, warning: min(old[$0].warning, new[$0].warning)) })
      else { return known }
      return judge.outcome(of: principal)
    }
  }

  func evaluate(_ setting: Setting) -> SettingOutcome? {
    guard let outcomes = outcomes(setting) else { return nil }
    var result = SettingOutcome(setting: setting, fitted: empty.fitted, judged: empty.judged, all: empty.all)
    var firsts: [Int64?] = Array(repeating: nil, count: labelled.cases.count)
    for (principal, outcome) in zip(trace.principals, outcomes) {
      for trip in outcome.trips {
        let (judgement, number) = labelled.judge(principal.key.principal, at: trip.time)
        count(judgement, trip.time, &result)
        if let number { firsts[number] = min(firsts[number] ?? .max, trip.time) }
      }
      for time in outcome.warnings { add(time, &result) { $0.warnings += 1 } }
    }
    for (number, first) in firsts.enumerated() {
      let harmful = labelled.cases[number]
      add(harmful.begin, &result) { tally in
        tally.harmful += 1
        if first != nil { tally.detected += 1 }
        tally.blasts.append(harmful.destroyed(upTo: first))
      }
    }
    return result
  }

  private func count(_ judgement: Judgement, _ time: Int64, _ result: inout SettingOutcome) {
    add(time, &result) { tally in
      switch judgement {
      case .harmful: tally.rightTrips += 1
      case .fine: tally.wrongTrips += 1
      case .unknown: tally.unknownTrips += 1
      }
    }
  }

  private func add(_ time: Int64, _ result: inout SettingOutcome, _ body: (inout Tally) -> Void) {
    if time <= split { body(&result.fitted) } else { body(&result.judged) }
    body(&result.all)
  }
}
