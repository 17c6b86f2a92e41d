import ArresterEngine
import ArresterEvents
import ArresterServer

/// What was read, and what it turned out to be. What is read again after partitions were assigned counts again.
enum InputMetrics {
  static func families(_ service: ServiceReading) -> [MetricFamily] {
    let (intake, admission, shards) = service.counted.reduce((IntakeCounters(), AdmissionCounters(), ShardCounters())) { sum, lane in
      (sum.0 + lane.intake, sum.1 + lane.admission, sum.2 + lane.shards)
    }
    return records(intake) + events(admission) + windows(shards)
      + [
        .gauge("arrester_principals", "Principals with a record in memory", service.partitions.reduce(0) { $0 + $1.principals }),
        .counter(
          "arrester_evictions_at_limit", "Principals forgotten early to make room", service.counted.reduce(0) { $0 + $1.evictedAtLimit }),
      ]
  }

  private static func records(_ intake: IntakeCounters) -> [MetricFamily] {
    [
      .counter("arrester_records", "Records read: events, dead letters and what is skipped", intake.recordsRead),
      .counter("arrester_events", "Records that are events", intake.events),
      .counter("arrester_skipped_records", "Records that are known and no events", intake.skipped),
      .counter(
        "arrester_dead_letters", "Records that could not be read, by reason", by: "reason",
        DeadLetterReason.allCases.map { ($0.rawValue, intake.deadLetters[$0] ?? 0) }),
    ]
  }

  private static func events(_ admission: AdmissionCounters) -> [MetricFamily] {
    [
      .counter("arrester_read_events", "Events that change nothing", admission.reads),
      .counter("arrester_data_events", "Writes inside resources, which are not judged", admission.dataEvents),
      .counter("arrester_changes", "Successful changes", admission.changes),
      .counter("arrester_destructive_changes", "Successful changes that deleted or stopped something of weight", admission.destructive),
      .counter("arrester_failed_changes", "Changes that were tried in vain", admission.failed),
      .counter("arrester_duplicate_events", "Events that came again", admission.duplicates),
      .counter("arrester_reused_identifiers", "Events with the identifier of another one and other content", admission.reusedIdentifiers),
      .counter("arrester_too_late_events", "Events further behind their partition than the lateness allowed", admission.tooLate),
      .counter("arrester_future_events", "Events set aside, since their time is ahead of their message's", admission.future),
      .counter("arrester_unidentified_changes", "Changes whose record names no principal", admission.unidentified),
      .counter(
        "arrester_unknown_action_changes", "Changes by actions that no table knows", admission.unknownActions.values.reduce(0, +)),
    ]
  }

  private static func windows(_ shards: ShardCounters) -> [MetricFamily] {
    [
      .counter("arrester_saturated_buckets", "Destroyed resources that found their bucket full", shards.saturations),
      .counter("arrester_session_overflows", "Calls of sessions for which a principal had no more room", shards.sessionOverflows),
      .counter("arrester_place_overflows", "Regions or scopes beyond what a principal's windows tell apart", shards.placeOverflows),
      .counter(
        "arrester_forgotten_creations", "Things made that were forgotten early, so that their removal weighs", shards.forgottenCreations),
      .counter("arrester_planned_events", "Events counted under a planned change", shards.planned.values.reduce(0, +)),
    ]
  }
}
