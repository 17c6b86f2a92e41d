@testable import ArresterEngine

/// Says where two verdicts part; the score is for display only, and ratios may differ in their last digits.
enum VerdictDifference {
  /// - Parameter isTooLate: of what lies behind the horizon only a part may be kept, so its evidence is not compared.
  static func first(_ engine: Verdict, _ reference: Verdict, isTooLate: Bool) -> String? {
    let fields: [(String, Bool)] = [
      ("type", engine.type == reference.type), ("rule", engine.rule == reference.rule), ("action", engine.action == reference.action),
      ("time", engine.time == reference.time),
      ("principal", engine.principal == reference.principal), ("session", engine.session == reference.session),
      ("kind", engine.principalKind == reference.principalKind), ("platform", engine.platform == reference.platform),
      ("homeScope", engine.homeScope == reference.homeScope), ("signals", areSame(engine.signals, reference.signals)),
      ("tripNumber", engine.tripNumber == reference.tripNumber), ("identifier", engine.identifier == reference.identifier),
      ("model", engine.model == reference.model), ("plan", engine.plan == reference.plan),
    ]
    let evidence: [(String, Bool)] = [
      ("scopes", engine.scopes == reference.scopes), ("regions", engine.regions == reference.regions),
      ("changes", engine.changes == reference.changes), ("destroyed", engine.destroyed == reference.destroyed),
      ("severity", engine.severity == reference.severity), ("resources", engine.resources == reference.resources),
      ("events", engine.events == reference.events), ("saturated", engine.isSaturated == reference.isSaturated),
    ]
    return (fields + (isTooLate ? [] : evidence)).first { !$0.1 }?.0
  }

  /// The fields that tell verdicts apart at a glance.
  static func brief(_ verdict: Verdict) -> String {
    let signals = verdict.signals.map { "\($0.signal.name)/\($0.windowSeconds)=\($0.observed)" }.joined(separator: " ")
    let counts = "changes \(verdict.changes) destroyed \(verdict.destroyed) severity \(verdict.severity)"
    return "\(verdict.type.rawValue) \(verdict.rule?.name ?? "-") \(Double(verdict.time - start) / 1e9) s \(verdict.principal) "
      + "\(verdict.session ?? "-") [\(signals)] \(counts) events \(verdict.events) resources \(verdict.resources.map(\.identifier))"
  }

  private static func areSame(_ left: [SignalObservation], _ right: [SignalObservation]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { one, other in
        one.signal == other.signal && one.windowSeconds == other.windowSeconds && abs(one.observed - other.observed) < 1e-9
          && one.threshold == other.threshold && one.isHard == other.isHard && one.isPlanned == other.isPlanned
      }
  }
}
