import ArresterBase
import ArresterEngine
import ArresterEvents

/// What was read and decided, as `--summary` writes it. `recordsRead` = `events` + dead letters + `skipped`, always.
public struct Summary: Sendable {
  public var intake = IntakeCounters()
  public var admission = AdmissionCounters()
  public var shards = ShardCounters()
  public var evictedAtLimit = 0
  public var principals = 0
  public var trips = 0
  public var warnings = 0
  public var pages = 0
  /// Wall time of the run.
  public var seconds = 0.0
  public var model = ""
  /// Somebody stopped the run: all of this is about a part of the input.
  public var isPartial = false

  public init() {}

  public mutating func count(_ verdicts: some Sequence<Verdict>) {
    for verdict in verdicts {
      switch verdict.type {
      case .trip: trips += 1
      case .warn: warnings += 1
      case .page: pages += 1
      }
    }
  }

  public var eventsPerSecond: Double { seconds > 0 ? Double(intake.events) / seconds : 0 }

  public var json: JSONText {
    var json = JSONText()
    json.object { json in
      writeCounts(&json)
      json.field("principals", principals)
      json.field("trips", trips)
      json.field("warnings", warnings)
      json.field("pages", pages)
      writeTime("firstEventTime", intake.firstEventTime, &json)
      writeTime("lastEventTime", intake.lastEventTime, &json)
      json.field("seconds", seconds, decimals: 3)
      json.field("eventsPerSecond", eventsPerSecond, decimals: 1)
      json.field("model", model)
      if isPartial { json.field("partial", true) }
    }
    return json
  }

  func writeCounts(_ json: inout JSONText) {
    json.field("recordsRead", intake.recordsRead)
    json.field("events", intake.events)
    // Data events are off: to whoever adds up the events they are reads.
    json.field("reads", admission.reads + admission.dataEvents)
    json.field("changes", admission.changes)
    json.field("destructive", admission.destructive)
    json.field("failed", admission.failed)
    json.field("duplicates", admission.duplicates)
    json.field("reusedIdentifiers", admission.reusedIdentifiers)
    json.field("tooLate", admission.tooLate)
    json.field("future", admission.future)
    json.field("unidentified", admission.unidentified)
    json.field("evictedAtLimit", evictedAtLimit)
    json.field("saturated", shards.saturations)
    json.field("sessionOverflows", shards.sessionOverflows)
    json.field("forgottenCreations", shards.forgottenCreations)
    writeBaselines(shards.baselines, &json)
    json.field("skipped", intake.skipped)
    write("deadLetters", intake.deadLetters.map { ($0.key.rawValue, $0.value) }, &json)
    write("planned", shards.planned.map { ($0.key, $0.value) }, &json)
    write("unknownActions", admission.unknownActions.map { ($0.key, $0.value) }, &json)
  }

  /// What the principals' own past changed: trips that it held back came later within the hold, or not at all.
  private func writeBaselines(_ baselines: BaselineCounters, _ json: inout JSONText) {
    json.key("baselines")
    json.object { json in
      json.field("principals", baselines.begun)
      json.field("bucketsLearnt", baselines.learnt)
      json.field("bucketsPassedOver", baselines.loud)
      json.field("warningsRemoved", baselines.warningsHeldBack)
      json.field("tripsRemoved", baselines.tripsRemoved)
      json.field("tripsDelayed", baselines.tripsDelayed)
      json.field("forgotten", baselines.forgotten)
    }
  }

  private func write(_ name: String, _ counts: [(String, Int)], _ json: inout JSONText) {
    json.key(name)
    json.object { json in
      for (key, count) in counts.sorted(by: { $0.0 < $1.0 }) { json.field(key, count) }
    }
  }

  /// null where there was no event.
  private func writeTime(_ name: String, _ time: Int64, _ json: inout JSONText) {
    json.key(name)
    if intake.events > 0, intake.firstEventTime <= intake.lastEventTime { json.value(Timestamp.format(time)) } else { json.null() }
  }
}
