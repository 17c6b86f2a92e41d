import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents

extension ReplayFacts {
  /// Files for spreadsheets, by name.
  public var tables: [(name: String, text: String)] {
    [
      ("trips.csv", tripTable.text), ("timeline.csv", timelineTable.text), ("principals.csv", principalTable.text),
      ("distributions.csv", distributionTable.text), ("coverage.csv", coverageTable.text),
    ]
  }

  private var tripTable: CSVText {
    var table = CSVText(header: [
      "id", "type", "time", "rule", "reasons", "kind", "platform", "principal", "session", "restoresAt", "destroyedBefore",
      "destroyedAfter",
      "changesAfter", "failedAfter",
    ])
    for story in stories {
      let verdict = story.verdict
      table.append(
        [
          verdict.identifier, verdict.type.rawValue, Timestamp.format(verdict.time), verdict.rule?.name ?? "",
          VerdictWords.reasons(verdict),
          verdict.principalKind.name, verdict.platform.name, verdict.principal, verdict.session ?? "",
          story.restoresAt.map(Timestamp.format) ?? "",
        ] + [story.destroyedBefore, story.destroyedAfter, story.changesAfter, story.failedAfter].map(String.init))
    }
    return table
  }

  private var timelineTable: CSVText {
    var table = CSVText(header: ["trip", "when", "time", "region", "effect", "failed", "destroyed", "softShare", "hardShare"])
    for story in stories {
      for (when, changes) in [("before", story.before), ("after", story.after)] {
        for change in changes {
          table.append([
            story.verdict.identifier, when, Timestamp.format(change.time), story.region(of: change), change.effect.name,
            change.isFailed ? "true" : "false", String(change.destroyed), JSONText.decimal(Double(change.softShare), 4),
            JSONText.decimal(Double(change.hardShare), 4),
          ])
        }
      }
    }
    return table
  }

  /// A row for each principal and limit of its kind.
  private var principalTable: CSVText {
    var table = CSVText(
      header: ["principal", "platform", "scope", "kind"] + PrincipalFacts.countNames + [
        "first", "last", "signal", "windowSeconds", "maximum", "soft", "hard", "softShare", "hardShare",
      ])
    for facts in principals {
      let who = [facts.key.principal, facts.key.platform.name, facts.key.homeScope, facts.key.kind.name]
      let what = who + facts.counts.map { String($0.count) } + [Timestamp.format(facts.first), Timestamp.format(facts.last)]
      for limit in limits[facts.key.kind] {
        let numbers = [
          facts.maximum(limit.signal, window: limit.window), limit.soft, limit.hard, share(facts, of: limit, isHard: false),
          share(facts, of: limit, isHard: true),
        ]
        table.append(what + [limit.signal.name, String(windows[limit.window].seconds)] + numbers.map(ReplayFacts.number))
      }
    }
    return table
  }

  private var distributionTable: CSVText {
    let shares = Distribution.shares.map(\.name)
    var table = CSVText(
      header: ["kind", "signal", "windowSeconds", "soft", "hard", "principals"] + shares
        + ["reachingSoft", "reachingHard", "changes"] + shares.map { "changes" + $0.capitalized })
    for distribution in distributions {
      let limit = limit(of: distribution)
      let reaching = [limit?.soft, limit?.hard].map { $0.map { String(distribution.principals(reaching: $0)) } ?? "" }
      let names = [distribution.kind.name, distribution.signal.name, String(windows[distribution.window].seconds)]
      let limits = [ReplayFacts.number(limit?.soft), ReplayFacts.number(limit?.hard), String(distribution.maxima.count)]
      let maxima = Distribution.shares.map { ReplayFacts.number(distribution.maximum(atShare: $0.share)) }
      let changes = Distribution.shares.map { ReplayFacts.number(distribution.changes.quantile($0.share)) }
      table.append(names + limits + maxima + reaching + [String(distribution.changes.total)] + changes)
    }
    return table
  }

  private var coverageTable: CSVText {
    var table = CSVText(header: ["what", "count", "words"])
    if let interruption { table.append(["partial", String(interruption.readBytes), interruption.words(of: run.bytes)]) }
    for fact in runWords { table.append([fact.term, "", fact.words]) }
    for count in counts { table.append([count.name, String(count.count), count.words]) }
    for (reason, count) in summary.intake.deadLetters.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let places = deadLetterPlaces[reason, default: []].joined(separator: ", ")
      table.append(["dead letter: \(reason.rawValue)", String(count), places])
    }
    for (action, count) in summary.admission.unknownActions.sorted(by: { $0.key < $1.key }) {
      table.append(["unknown action", String(count), action])
    }
    for words in cutWords { table.append(["left out", "", words]) }
    return table
  }

  private static func number(_ value: Double?) -> String { value.map { JSONText.decimal($0, 4) } ?? "" }
}

extension Distribution {
  /// What is written of each.
  static let shares: [(name: String, share: Double)] = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("greatest", 1)]
}

extension TripStory {
  /// Empty for global services.
  func region(of change: StoryChange) -> String { Int(change.region) < regions.count ? regions[Int(change.region)] : "" }
}

extension PrincipalFacts {
  static let countNames = ["changes", "destructive", "failed", "trips", "pages", "warnings"]

  var counts: [(name: String, count: Int)] {
    Array(zip(PrincipalFacts.countNames, [changes, destructive, failed, trips, pages, warnings])).map { (name: $0.0, count: $0.1) }
  }
}
