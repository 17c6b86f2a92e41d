import Arrester
import ArresterEngine

extension Scoreboard {
  /// The table for people; in Markdown it is one too.
  public var text: String {
    var table = TextTable(header: Scoreboard.header)
    for row in rows { table.append(cells(row)) }
    return table.text + "\n\n" + footer
  }

  static let header = [
    "SCENARIO", "MUST BE", "TRIPPED", "BY", "BLAST", "DELIVERED", "OF", "CHANGES", "FALSE TRIPS", "PAGES",
  ]

  func cells(_ row: Row) -> [String] {
    let tripped = row.outcomes.filter { $0.rule != nil }
    let isHarmful = row.scenario.judgement == .harmful
    return [
      row.scenario.name, row.scenario.judgement.rawValue, isHarmful ? "\(tripped.count) of \(row.outcomes.count)" : "-", rules(row),
      isHarmful ? Scoreboard.range(row.outcomes.map(\.blast)) : "-",
      isHarmful ? Scoreboard.range(row.outcomes.map(\.blastAtDelivery)) : "-", Scoreboard.range(row.outcomes.map(\.destroyed)),
      tripped.isEmpty ? "-" : Scoreboard.range(tripped.map(\.changes)), "\(row.outcomes.reduce(0) { $0 + $1.falseTrips })",
      "\(row.outcomes.reduce(0) { $0 + $1.pages })" + (row.scenario.mayPage ? " (wanted)" : ""),
    ]
  }

  /// The rules of the first trips, the most frequent first.
  private func rules(_ row: Row) -> String {
    let found = Dictionary(grouping: row.outcomes.compactMap(\.rule), by: \.self).mapValues(\.count)
    guard !found.isEmpty else { return row.outcomes.contains(where: \.isNoticed) ? "(warned only)" : "-" }
    return found.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }.map {
      $0.value == row.outcomes.count ? $0.key.name : "\($0.key.name) \($0.value)"
    }.joined(separator: ", ")
  }

  /// `3`, or `2-9 (4)`: least, most and the median.
  static func range(_ values: [Int]) -> String {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return "-" }
    return first == last ? "\(first)" : "\(first)-\(last) (\(sorted[sorted.count / 2]))"
  }

  private var footer: String {
    """
    \(seeds) seeds from \(firstSeed). BLAST: distinct resources destroyed up to the second of the first right trip (least-most, median).
    DELIVERED: the same until CloudTrail had handed over what trips, minutes late. OF: in all, had nobody been stopped.
    CHANGES: successful changes up to the trip.
    Ordinary work beside them: \(backgroundTrips) trips and \(backgroundPages) pages in \(backgroundPrincipalDays) days of principals.
    Model \(model)
    """
  }
}
