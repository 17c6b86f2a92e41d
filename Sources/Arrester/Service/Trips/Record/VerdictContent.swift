import ArresterEngine
import ArresterEvents

/// A verdict as `Verdict.write` has it.
struct VerdictContent: Decodable {
  struct SignalContent: Decodable {
    var name: String
    var windowSeconds: Int
    var observed: Double
    var threshold: Double
    var baseline: Double?
    var n: Int?

    var value: SignalObservation? {
      let planned: [String: Signal] = ["plannedChanges": .velocity, "plannedDestroyed": .destroyed]
      guard let signal = planned[name] ?? Signal.allCases.first(where: { $0.name == name }) else { return nil }
      return SignalObservation(
        signal: signal, windowSeconds: windowSeconds, observed: observed, threshold: threshold, isHard: true,
        isPlanned: planned[name] != nil, baseline: baseline.map { BaselineReading(mean: $0, buckets: n ?? 0) })
    }
  }

  struct ResourceContent: Decodable {
    var id: String
    var action: String
    var effect: String
    var time: RecordTime
    var region: String
    var severity: Int
    var reversible: Bool

    var value: EvidenceResource? {
      Effect(name: effect).map {
        EvidenceResource(
          identifier: id, action: action, effect: $0, time: time.nanoseconds, region: region, severity: severity, isReversible: reversible)
      }
    }
  }

  var time: RecordTime
  var principal: String
  var session: String?
  var kind: String
  var platform: String
  var scopes: [String]
  var regions: [String]
  var rule: String?
  var action: String
  var plan: String?
  var signals: [SignalContent]
  var score: Int
  var changes: Int
  var destroyed: Int
  var severity: Int
  var saturated: Bool?
  var resources: [ResourceContent]
  var events: [String]
  var model: String

  func value(_ trip: TripContent) -> Verdict? {
    guard let kind = PrincipalKind(name: kind), let platform = Platform.allCases.first(where: { $0.name == platform }),
      let rule = Rule.allCases.first(where: { $0.name == rule })
    else { return nil }
    return Verdict(
      type: .trip, identifier: trip.id, time: time.nanoseconds, principal: principal, session: session, principalKind: kind,
      platform: platform, homeScope: trip.scope, scopes: scopes, regions: regions, rule: rule, action: action,
      signals: signals.compactMap(\.value), score: score, changes: changes, destroyed: destroyed, severity: severity,
      resources: resources.compactMap(\.value), events: events, isSaturated: saturated ?? false, tripNumber: trip.tripNumber,
      model: model, plan: plan)
  }
}
