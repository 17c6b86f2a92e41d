import ArresterEnforcement
import ArresterServer

/// What was decided, and whom it called.
enum VerdictMetrics {
  static func families(_ service: ServiceReading, _ enforcement: EnforcementCounters) -> [MetricFamily] {
    let verdicts = service.tallies.verdicts
    return [
      .counter(
        "arrester_verdicts", "Verdicts by type, rule and the principal's kind; a warning has no rule", by: ["type", "rule", "kind"],
        VerdictTallies.keys.map { ([$0.type.rawValue, $0.rule?.name ?? "none", $0.kind.name], verdicts[$0]) }),
      .counter("arrester_pages", "Calls for a person, by what for", by: "reason", pages(service, enforcement)),
    ]
  }

  /// Some are counted where they happen already.
  private static func pages(_ service: ServiceReading, _ enforcement: EnforcementCounters) -> [(String, Int)] {
    var pages = service.tallies.pages
    pages.count(.unsealedRecord, service.refusedRecords.unsealed)
    pages.count(.ordersRefused, enforcement.refusedAtLimit)
    return PageCause.allCases.map { ($0.rawValue, pages[$0]) }
  }
}
