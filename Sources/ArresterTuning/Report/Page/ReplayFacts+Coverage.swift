import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents

/// What the report rests on, and what it does not know.
extension ReplayFacts {
  static let unknownActionsShown = 40

  func writeCoverage(_ page: inout PageText) {
    page.table(
      "What the records were", header: ["Records", "", ""], numbers: [1], fixed: [0],
      rows: counts.map { [$0.name, CountText.grouped($0.count), $0.words] })
    writeDeadLetters(&page)
    writeUnknownActions(&page)
    writeTooLate(&page)
    writeCuts(&page)
  }

  /// Everything that was counted, with what it means.
  var counts: [(name: String, count: Int, words: String)] {
    let (intake, admission, shards) = (summary.intake, summary.admission, summary.shards)
    return [
      ("read", intake.recordsRead, "events, dead letters and skipped together"), ("events", intake.events, ""),
      ("dead letters", intake.deadLetters.values.reduce(0, +), "could not be read as events"),
      ("skipped", intake.skipped, "objects that are no events, such as digests and Insights"),
      ("reads", admission.reads, "count in no signal"), ("data events", admission.dataEvents, "off: counted, and no more"),
      ("changes", admission.changes, ""), ("destructive", admission.destructive, "of these"), ("failed", admission.failed, "of these"),
      ("duplicates", admission.duplicates, "the same event again; counted once"),
      ("reused identifiers", admission.reusedIdentifiers, "the same identifier with other content; counted"),
      ("too late", admission.tooLate, "behind their windows; only one-strike and tampering were decided"),
      ("from the future", admission.future, "set aside"), ("unidentified", admission.unidentified, "name no principal; not judged"),
      ("unknown actions", admission.unknownActions.values.reduce(0, +), "count as modifications"),
      ("principals evicted", summary.evictedAtLimit, "at the limit of principals"),
      ("saturated", shards.saturations, "events that found their bucket full"),
      ("sessions not kept apart", shards.sessionOverflows, "calls"),
      ("principals learnt", shards.baselines.begun, "met half of a limit once; from then on it is learnt what is ordinary for them"),
      ("buckets learnt", shards.baselines.learnt, "in which they met half of no limit"),
      ("warnings removed", shards.baselines.warningsHeldBack, "by what is ordinary for the principal"),
      ("trips removed", shards.baselines.tripsRemoved, "and pages, likewise"),
      ("trips delayed", shards.baselines.tripsDelayed, "and pages, that came later within the hold"),
      ("planned", shards.planned.values.reduce(0, +), "counted under a plan"),
    ]
  }

  private func writeDeadLetters(_ page: inout PageText) {
    let letters = summary.intake.deadLetters.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key.rawValue < $1.key.rawValue }
    guard !letters.isEmpty else { return }
    page.element("h3", text: "Dead letters")
    page.table(
      "Dead letters by reason", header: ["Reason", "Count", "First places"], numbers: [1], names: [2],
      rows: letters.map { reason, count in
        [
          "\(reason.explanation) (\(reason.rawValue))", CountText.grouped(count),
          deadLetterPlaces[reason, default: []].joined(separator: ", "),
        ]
      })
  }

  private func writeUnknownActions(_ page: inout PageText) {
    let actions = summary.admission.unknownActions.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    guard !actions.isEmpty else { return }
    page.element("h3", text: "Actions that no table knows")
    page.element("p", text: "They count as modifications. What one of them destroys is not seen: add it to the model's table of actions.")
    page.table(
      "Unknown actions", header: ["Action", "Count"], numbers: [1], names: [0],
      rows: actions.prefix(ReplayFacts.unknownActionsShown).map { [$0.key, CountText.grouped($0.value)] })
    let rest = actions.dropFirst(ReplayFacts.unknownActionsShown)
    if !rest.isEmpty { page.element("p", [("class", "faint")], text: "and \(CountText.grouped(rest.count)) more, in the JSON and CSV") }
  }

  private func writeTooLate(_ page: inout PageText) {
    guard !tooLate.isEmpty else { return }
    page.element("h3", text: "Too late: the first of them")
    page.table(
      "Events that came too late", header: ["Event", "When", "Action", "Principal"], names: [0, 2, 3], fixed: [1],
      rows: tooLate.map { [$0.identifier, Timestamp.format($0.time), $0.action, $0.principal] })
  }

  private func writeCuts(_ page: inout PageText) {
    let words = cutWords
    page.element("h3", text: "Left out of this report")
    guard !words.isEmpty else { return page.element("p", text: "Nothing: no bound of the report was reached.") }
    page.element("p", text: "The verdicts rest on everything; the report keeps a bounded part.")
    page.element("ul") { page in for line in words { page.element("li", text: line) } }
  }

  var cutWords: [String] {
    let all: [(Int, String)] = [
      (cuts.changesOfUnkeptPrincipals, "changes of principals beyond the first \(CountText.grouped(bounds.principals))"),
      (cuts.recentChanges, "changes that a later trip's timeline could have shown"),
      (cuts.trips, "trips beyond the first \(CountText.grouped(bounds.trips))"),
      (cuts.pages, "pages beyond the first \(CountText.grouped(bounds.pages))"),
      (cuts.changesOfStories, "changes in a story that are counted and not drawn"),
      (cuts.changesInOtherRegions, "changes in regions beyond the first \(CountText.grouped(bounds.regions))"),
    ]
    return all.filter { $0.0 > 0 }.map { "\(CountText.grouped($0.0)) \($0.1)" }
  }
}
