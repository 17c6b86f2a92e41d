import ArresterEnforcement
import ArresterServer

/// What enforcers did, by their configured names.
enum EnforcementMetrics {
  static func families(_ counters: EnforcementCounters) -> [MetricFamily] {
    [
      .counter("arrester_enforcement_orders", "Orders that enforcers were given", counters.orders),
      .counter("arrester_stale_enforcement_orders", "Orders older than one already known", counters.olderOrders),
      .counter("arrester_refused_enforcement_orders", "Orders that found no room", counters.refusedAtLimit),
      orders(counters),
    ] + calls(counters) + outcomes(counters)
  }

  private static func orders(_ counters: EnforcementCounters) -> MetricFamily {
    let phases: [(String, KeyPath<EnforcerLoad, Int>)] = [
      ("standing", \.standing), ("pending", \.pending), ("failed", \.failed), ("blocked", \.blocked), ("halted", \.halted),
    ]
    return .gauge(
      "arrester_enforcer_orders", "Orders that an enforcer has, by where they stand", by: ["enforcer", "phase"],
      counters.enforcers.flatMap { enforcer in phases.map { ([enforcer.name, $0.0], enforcer.load[keyPath: $0.1]) } })
  }

  private static func calls(_ counters: EnforcementCounters) -> [MetricFamily] {
    [
      .gauge(
        "arrester_enforcer_running_orders", "Orders that an enforcer is working on", by: "enforcer",
        counters.enforcers.map { ($0.name, $0.load.running) }),
      .gauge(
        "arrester_enforcer_stragglers", "Calls given up that have not returned", by: "enforcer",
        counters.enforcers.map { ($0.name, $0.load.stragglers) }),
      counter("arrester_enforcer_calls", "Calls of plan, apply and verify", \.calls, counters),
      counter("arrester_enforcer_timeouts", "Calls that did not return in time", \.timeouts, counters),
      counter("arrester_enforcer_retries", "Tries of an order after its first", \.retries, counters),
      .counter(
        "arrester_enforcer_failures", "Tries that failed: for now, or for good", by: ["enforcer", "error"],
        counters.enforcers.flatMap {
          [([$0.name, "transient"], $0.counters.transientFailures), ([$0.name, "permanent"], $0.counters.permanentFailures)]
        }),
    ]
  }

  private static func outcomes(_ counters: EnforcementCounters) -> [MetricFamily] {
    [
      counter("arrester_enforcer_confirmations", "Denies read back, or acknowledged where an enforcer cannot", \.confirmed, counters),
      counter("arrester_enforcer_removals", "Denies taken away", \.removed, counters),
      counter("arrester_enforcer_reconciliations", "Read-backs that found a standing deny in place", \.reconciled, counters),
      counter("arrester_enforcer_drifts", "Read-backs that found a deny gone or changed", \.drifts, counters),
      counter("arrester_enforcer_conflicts", "Tries that found somebody else's change in the way", \.conflicts, counters),
      counter("arrester_enforcer_given_up_orders", "Orders that did not hold in time", \.givenUp, counters),
      counter("arrester_enforcer_unrecorded_intents", "Intents that were not durable in time", \.unrecordedIntents, counters),
      counter("arrester_enforcer_late_reports", "Outcomes that were not taken in time", \.lateReports, counters),
    ]
  }

  private static func counter(
    _ name: String, _ help: String, _ count: KeyPath<EnforcerCounters, Int>, _ counters: EnforcementCounters
  ) -> MetricFamily {
    .counter(name, help, by: "enforcer", counters.enforcers.map { ($0.name, $0.counters[keyPath: count]) })
  }
}
