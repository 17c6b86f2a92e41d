import ArresterServer

/// Where the time of trips went, what they destroyed, and what got through.
enum TripMetrics {
  static func families(_ service: ServiceReading) -> [MetricFamily] {
    ledger(service.tallies.trips.ledger) + blast(service.tallies.trips) + evidence(service)
  }

  private static func ledger(_ ledger: LedgerHistograms) -> [MetricFamily] {
    [
      .histogram(
        "arrester_trip_ledger_seconds", "Where the time of each trip went, from the event to the last read-back", by: "step",
        LedgerStep.allCases.map { ($0.rawValue, ledger[$0]) }),
      .counter(
        "arrester_trip_ledger_negative_spans", "Steps that ended before they began, by the clocks of two machines: counted as 0 s",
        by: "step", LedgerStep.allCases.map { ($0.rawValue, ledger.negative($0)) }),
    ]
  }

  private static func blast(_ trips: TripTallies) -> [MetricFamily] {
    func counts(_ measure: Int) -> [(String, Int)] { BlastPart.allCases.map { ($0.name, trips.blast[$0][measure]) } }
    return [
      .counter("arrester_blast_resources", "Resources destroyed by principals that tripped, by when", by: "part", counts(0)),
      .counter("arrester_blast_severity", "Their severity, added up", by: "part", counts(1)),
      .counter("arrester_blast_irreversible_resources", "Of these resources, those that cannot be brought back", by: "part", counts(2)),
      .counter("arrester_blast_uncounted_resources", "Resources beyond what is kept apart for one trip", trips.uncountedResources),
    ]
  }

  private static func evidence(_ service: ServiceReading) -> [MetricFamily] {
    [
      .counter("arrester_leaks", "Successes of what a deny that was read back should have stopped", service.leaks.leaks),
      .counter(
        "arrester_reported_leaks", "Of these, those that people were called for; the others came soon after", service.leaks.reportedLeaks),
      .counter("arrester_supported_denies", "Failures of denied principals later than the deny", service.leaks.supports),
      .counter("arrester_unwatched_denies", "Denies for which there was no room to watch for leaks", service.leaks.refusedAtLimit),
      .counter("arrester_forgotten_trips", "Trips whose files made room for newer ones", service.tripsForgotten),
      .gauge("arrester_audit_waiting_entries", "Audit entries that no transaction has taken", service.auditEntriesWaiting),
      .counter(
        "arrester_audit_failures", "Tries to sign the audit log, and to write its local copy, that failed", by: "step",
        [("sign", service.tallies.pages[.auditUnsigned]), ("copy", service.tallies.pages[.auditCopyFailed])]),
    ]
  }
}
