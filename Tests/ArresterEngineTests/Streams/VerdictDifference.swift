@testable import ArresterEngine

/// Says where two verdicts part; the score is for display only, and ratios may differ in their last digits.
enum VerdictDifference {
  static func first(_ engine: Verdict, _ reference: Verdict) -> String? {
    let fields: [(String, Bool)] = [
      ("type", engine.type == reference.type), ("rule", engine.rule == reference.rule), ("time", engine.time == reference.time),
      ("principal", engine.principal == reference.principal), ("session", engine.session == reference.session),
      ("kind", engine.principalKind == reference.principalKind), ("platform", engine.platform == reference.platform),
      ("homeScope", engine.homeScope == reference.homeScope), ("scopes", engine.scopes == reference.scopes),
      ("regions", engine.regions == reference.regions), ("signals", areSame(engine.signals, reference.signals)),
      ("changes", engine.changes == reference.changes), ("destroyed", engine.destroyed == reference.destroyed),
      ("severity", engine.severity == reference.severity), ("resources", engine.resources == reference.resources),
      ("events", engine.events == reference.events), ("saturated", engine.isSaturated == reference.isSaturated),
      ("tripNumber", engine.tripNumber == reference.tripNumber), ("identifier", engine.identifier == reference.identifier),
      ("model", engine.model == reference.model),
    ]
    return fields.first { !$0.1 }?.0
  }

  private static func areSame(_ left: [SignalObservation], _ right: [SignalObservation]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { one, other in
        one.signal == other.signal && one.windowSeconds == other.windowSeconds && abs(one.observed - other.observed) < 1e-9
          && one.threshold == other.threshold && one.isHard == other.isHard
      }
  }
}
