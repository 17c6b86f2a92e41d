import Arrester
import ArresterBase
import ArresterEngine

/// What a tuning found, for people at a terminal.
public struct TuneText {
  /// Rows of the front, and of those whose fate changes, that are printed; the page and the JSON have all.
  static let maximumRows = 20

  private let tuning: Tuning

  public init(_ tuning: Tuning) { self.tuning = tuning }

  public var text: String {
    ([head, settings] + [notes.joined(separator: "\n"), sensitivities, fates].filter { !$0.isEmpty }).joined(separator: "\n\n")
  }

  private var head: String {
    let range = tuning.range.map { "\(Timestamp.format($0.lowerBound)) to \(Timestamp.format($0.upperBound))" } ?? "no event"
    let part = NumberWords.of(tuning.options.split * 100)
    return """
      \(tuning.counters.events) events, \(range); \(tuning.current.all.principalDays) principal-days of those who have a breaker, \
      \(tuning.current.all.harmful) harmful cases.
      Fitted on the first \(part) % of the time (until \(Timestamp.format(tuning.split))), judged on the rest. \
      \(tuning.outcomes.count) settings on one pass.
      """
  }

  static let header = ["", "PART", "DETECTED", "WRONG", "PER 1,000 DAYS (95 %)", "BLAST", "MEDIAN", "WARNINGS/DAY", "CHANGED"]

  private var settings: String {
    var table = TextTable(header: TuneText.header)
    append("current", tuning.current, &table)
    if let recommended = tuning.recommended { append("recommended", recommended, &table) }
    for (number, outcome) in tuning.front.prefix(TuneText.maximumRows).enumerated() {
      table.append(["front \(number + 1)", "fitted"] + TuneText.cells(outcome.fitted) + [outcome.setting.words(tuning.swept)])
    }
    return table.text
  }

  private func append(_ name: String, _ outcome: SettingOutcome, _ table: inout TextTable) {
    table.append([name, "fitted"] + TuneText.cells(outcome.fitted) + [outcome.setting.words(tuning.swept)])
    if tuning.options.split < 1 { table.append(["", "judged"] + TuneText.cells(outcome.judged) + [""]) }
    table.append(["", "all"] + TuneText.cells(outcome.all) + [""])
  }

  static func cells(_ tally: Tally) -> [String] {
    [
      "\(tally.detected) of \(tally.harmful)", "\(tally.wrongTrips)", rate(tally), "\(tally.blast)", "\(tally.medianBlast)",
      NumberWords.of(tally.warningsPerDay),
    ]
  }

  static func rate(_ tally: Tally) -> String {
    guard let rate = tally.wrongTripRate, let interval = tally.wrongTripRateInterval else { return "-" }
    return "\(NumberWords.of(rate)) (\(NumberWords.of(interval.lowerBound))-\(NumberWords.of(interval.upperBound)))"
  }

  /// What somebody who reads the table must know.
  private var notes: [String] { TuneNotes.of(tuning) }

  /// Only limits that change something.
  private var sensitivities: String {
    let telling = tuning.sensitivities.filter { $0.weight > 0 }
    guard !telling.isEmpty else { return "No limit, changed alone, changes what is tripped in the part that was fitted on." }
    var table = TextTable(header: ["LIMIT ALONE", "NOW", "TRIED", "WRONG", "BLAST", "MISSED"])
    for sensitivity in telling {
      let limit = tuning.swept[sensitivity.swept]
      let tallies = sensitivity.outcomes.map(\.outcome.fitted)
      let values = sensitivity.outcomes.map(\.value)
      table.append([
        limit.name, NumberWords.of(limit.current), "\(NumberWords.of(values.first ?? 0))-\(NumberWords.of(values.last ?? 0))",
        TuneText.range(tallies.map(\.wrongTrips)), TuneText.range(tallies.map(\.blast)), TuneText.range(tallies.map(\.missed)),
      ])
    }
    return table.text
  }

  /// From the lowest value tried to the highest.
  private static func range(_ values: [Int]) -> String {
    guard let first = values.first, let last = values.last, let least = values.min(), let most = values.max() else { return "-" }
    return least == most ? "\(first)" : "\(first) … \(last)"
  }

  private var fates: String {
    guard tuning.recommended != nil else { return "" }
    guard !tuning.fates.isEmpty else { return "With the recommended model the same principals trip at the same times." }
    var table = TextTable(header: ["WITH IT", "THEY ARE", "NOW", "THEN", "PRINCIPAL"])
    for fate in tuning.fates.prefix(TuneText.maximumRows) {
      table.append([
        fate.direction.words, fate.judgement.rawValue, TuneText.words(fate.now), TuneText.words(fate.then), fate.principal,
      ])
    }
    let more = tuning.fates.count - TuneText.maximumRows
    return table.text + (more > 0 ? "\n… and \(more) more: --json and --report have all" : "")
  }

  static func words(_ trip: (time: Int64, rule: Rule)?) -> String {
    trip.map { "\(Timestamp.format($0.time)) \($0.rule.name)" } ?? "-"
  }
}

extension ChangedFate.Direction {
  var words: String {
    switch self {
    case .noLonger: "no longer trips"
    case .newly: "trips"
    case .earlier: "trips earlier"
    case .later: "trips later"
    }
  }
}

/// What must be said beside the numbers.
enum TuneNotes {
  static func of(_ tuning: Tuning) -> [String] {
    var notes: [String] = []
    let (fitted, judged) = (tuning.current.fitted, tuning.current.judged)
    if tuning.range == nil { return ["No event was read, so nothing was fitted."] }
    if tuning.current.all.principalDays == 0 {
      notes.append("Nobody in these files has a breaker: declare who is an agent, as in --kind '*my-agent*=agent'.")
    }
    if tuning.unseenCases > 0 {
      notes.append("\(tuning.unseenCases) of \(tuning.cases.count) harmful cases are of principals who do nothing in these files.")
    }
    let unread = tuning.counters.deadLetters.values.reduce(0, +)
    if unread > 0 { notes.append("\(unread) records could not be read: arrester replay says which.") }
    if fitted.harmful == 0 { notes.append("The part that is fitted on holds nothing harmful: what was found says nothing about damage.") }
    if tuning.options.split < 1, judged.harmful == 0 {
      notes.append("The part that judges holds nothing harmful: it says how many wrong trips there are, and nothing about what is missed.")
    }
    guard let recommended = tuning.recommended else {
      return notes + ["No setting is within the budget: allow more wrong trips or more damage, or see the front for what there is."]
    }
    if recommended.setting.changes.isEmpty {
      notes.append("The current model is the one to take: nothing that was tried is better within the budget.")
    }
    if recommended.judged.wrongTrips > tuning.current.judged.wrongTrips || recommended.judged.missed > tuning.current.judged.missed {
      notes.append("On the part that it was not fitted on the recommended model is worse than the current one: do not take it as it is.")
    }
    return notes
  }
}
