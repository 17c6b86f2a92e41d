import ArresterBase
import ArresterEngine

extension Summary {
  /// What was read and decided, for people.
  public var words: [String] {
    var lines = [
      "\(grouped(intake.recordsRead)) records read: \(grouped(intake.events)) events, \(grouped(deadLetterCount)) dead letters, "
        + "\(grouped(intake.skipped)) skipped, in \(JSONText.decimal(seconds, 2)) s (\(grouped(Int(eventsPerSecond))) events/s)",
      "\(grouped(admission.changes)) changes (\(grouped(admission.destructive)) destructive), \(grouped(admission.failed)) failed, "
        + "\(grouped(admission.reads)) reads, \(grouped(admission.dataEvents)) data events, by \(grouped(principals)) principals",
    ]
    if intake.events > 0, intake.firstEventTime <= intake.lastEventTime {
      lines.append("from \(Timestamp.format(intake.firstEventTime)) to \(Timestamp.format(intake.lastEventTime))")
    }
    lines += notes
    lines.append("\(trips) trips, \(pages) pages, \(warnings) warnings; model \(model.prefix(19))…")
    return lines
  }

  private var deadLetterCount: Int { intake.deadLetters.values.reduce(0, +) }

  /// Only what is not zero.
  private var notes: [String] {
    let counts: [(Int, String)] = [
      (admission.duplicates, "duplicates"), (admission.reusedIdentifiers, "identifiers used again with other content"),
      (admission.tooLate, "too late for their windows"), (admission.future, "from the future, set aside"),
      (admission.unidentified, "changes without a principal, not judged"), (evictedAtLimit, "evicted at the limit of principals"),
      (shards.baselines.warningsHeldBack, "warnings fewer by what is ordinary for the principal"),
      (shards.baselines.tripsRemoved, "trips and pages fewer by what is ordinary for the principal"),
      (shards.baselines.tripsDelayed, "trips and pages later by what is ordinary for the principal"),
      (shards.saturations, "events that filled a bucket"), (shards.sessionOverflows, "calls of more sessions than are kept apart"),
    ]
    var lines = counts.filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    for (reason, count) in intake.deadLetters.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      lines.append("\(grouped(count)) dead letters: \(reason.explanation) (\(reason.rawValue))")
    }
    if !admission.unknownActions.isEmpty {
      let most = admission.unknownActions.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.prefix(5)
      lines.append("actions that no table knows: " + most.map { "\($0.key) (\($0.value))" }.joined(separator: ", "))
    }
    return lines
  }

  private func grouped(_ count: Int) -> String {
    var text = ""
    for (index, digit) in String(count).reversed().enumerated() { text = (index > 0 && index % 3 == 0 ? "\(digit)," : "\(digit)") + text }
    return text
  }
}
