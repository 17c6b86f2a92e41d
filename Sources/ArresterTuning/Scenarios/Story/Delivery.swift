import ArresterBase

/// The order in which CloudTrail hands records over: minutes late, each by its own delay, so that most come after a newer one.
enum Delivery {
  /// Seconds of delay at shares of all records: half come within 200 s, 95 % within 450 s, none later than 590 s, as measured on
  /// real trails (shared data/README.md). Below 600 s behind the newest, which the default model still counts.
  private static let quantiles: [(share: Double, seconds: Double)] = [(0, 15), (0.5, 200), (0.95, 450), (1, 590)]

  /// - Returns: the records in order of arrival.
  static func arrange(_ records: [TrailRecord], _ random: inout ScenarioRandom) -> [TrailRecord] {
    let arriving = records.map { record in
      var record = record
      record.arrival = record.time + Int64(delaySeconds(&random) * Double(Timestamp.nanosecondsPerSecond))
      return record
    }
    return arriving.enumerated().sorted { ($0.element.arrival, $0.offset) < ($1.element.arrival, $1.offset) }.map(\.element)
  }

  private static func delaySeconds(_ random: inout ScenarioRandom) -> Double {
    let share = Double.random(in: 0..<1, using: &random)
    let upper = quantiles.firstIndex { $0.share > share } ?? quantiles.count - 1
    let (low, high) = (quantiles[upper - 1], quantiles[upper])
    return low.seconds + (share - low.share) / (high.share - low.share) * (high.seconds - low.seconds)
  }
}
