import ArresterBreaker
import ArresterServer

/// The breakers, as this instance knows them: every instance knows all of them, so take the largest over instances, not the sum.
enum BreakerMetrics {
  static func families(_ service: ServiceReading) -> [MetricFamily] {
    [
      .gauge(
        "arrester_breakers", "Breakers by state", by: "state",
        BreakerState.allCases.map { ($0.rawValue, service.board?.breakers[$0] ?? 0) }),
      .gauge("arrester_suppressed_breakers", "Breakers whose trip is recorded only: shadow, or a halt", service.board?.suppressed ?? 0),
      .gauge(
        "arrester_pending_requests", "What waits for a person: requests of people, and approvals of what agents cannot undo", by: "desk",
        [("people", service.board?.pendingRequests ?? 0), ("approvals", service.board?.pendingApprovals ?? 0)]),
      .gauge("arrester_planned_changes", "Planned changes that were approved and are not long over", service.board?.plannedChanges ?? 0),
    ] + counters(service)
  }

  private static func counters(_ service: ServiceReading) -> [MetricFamily] {
    let counters = service.board?.counters
    let refused = service.refusedRecords
    return [
      .counter(
        "arrester_trip_dispositions", "Trips by what was done about them", by: "disposition",
        [
          ("tripped", counters?.tripped ?? 0), ("capped", counters?.capped ?? 0), ("held", counters?.held ?? 0),
          ("suppressed", counters?.suppressed ?? 0),
        ]),
      .counter("arrester_ignored_inputs", "Verdicts, reports and commands that changed nothing", counters?.ignored ?? 0),
      .counter("arrester_refused_breakers", "Trips, pages, commands and records that found no room", counters?.refusedAtLimit ?? 0),
      .counter(
        "arrester_refused_breaker_records", "Records of the breakers topic that were ignored", by: "reason",
        [("unreadable", refused.unreadable), ("unsealed", refused.unsealed)]),
    ]
  }
}
