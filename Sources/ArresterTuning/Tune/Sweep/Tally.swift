import ArresterBase

/// What a setting comes to in a part of the time.
public struct Tally: Sendable, Equatable {
  public var harmful = 0
  public var detected = 0
  public var rightTrips = 0
  public var wrongTrips = 0
  /// Trips within what is labelled unknown: in neither count.
  public var unknownTrips = 0
  /// By harmful case that begins in the part: distinct resources destroyed up to the second of its first right trip; all of them
  /// where there was none.
  public var blasts: [Int] = []
  /// Changes that warn.
  public var warnings = 0
  /// Principals that have a breaker and changed something, each for each day.
  public var principalDays = 0
  /// Length of the part, at least one hour: a rate of less would be none.
  public var days = 0.0

  public var missed: Int { harmful - detected }

  public var blast: Int { blasts.reduce(0, +) }

  public var medianBlast: Int { blasts.isEmpty ? 0 : blasts.sorted()[blasts.count / 2] }

  public var wrongTripsPerDay: Double { days > 0 ? Double(wrongTrips) / days : 0 }

  public var warningsPerDay: Double { days > 0 ? Double(warnings) / days : 0 }

  /// Wrong trips per 1,000 principal-days; nil where there was none.
  public var wrongTripRate: Double? { rate(Double(wrongTrips)) }

  /// Its exact 95 % interval.
  public var wrongTripRateInterval: ClosedRange<Double>? {
    let interval = PoissonInterval.of(wrongTrips)
    guard let low = rate(interval.lowerBound), let high = rate(interval.upperBound) else { return nil }
    return low...high
  }

  private func rate(_ count: Double) -> Double? { principalDays > 0 ? count * 1000 / Double(principalDays) : nil }
}

/// What a setting comes to before and after the time of the split, and in all.
public struct SettingOutcome: Sendable, Equatable {
  public var setting: Setting
  public var fitted: Tally
  public var judged: Tally
  public var all: Tally
}
