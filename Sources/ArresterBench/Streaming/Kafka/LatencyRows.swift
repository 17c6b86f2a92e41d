/// Rows of a report about how long events and decisions took.
enum LatencyRows {
  private static let percentiles: [(name: String, percent: Double)] = [("p50", 50), ("p99", 99), ("p99.9", 99.9)]
  private static let nanosecondsPerMillisecond = 1e6

  /// p50, p99 and p99.9 of one distribution, in milliseconds; the last where there are enough values for it, or a goal.
  /// - Parameters:
  ///   - goals: in the same order, milliseconds.
  ///   - other: what it is held against.
  static func rows(
    _ name: String, _ histogram: HDRHistogram, goals: [Double?] = [nil, nil, nil], other: (name: String, histogram: HDRHistogram)? = nil
  ) -> [BenchReport.Measurement] {
    guard histogram.count > 0 else { return [] }
    let told = zip(percentiles, goals).filter { $1 != nil || Double(histogram.count) * (100 - $0.percent) / 100 >= 1 || $0.percent < 99.9 }
    return told.map { percentile, goal in
      let value = milliseconds(histogram, percentile.percent)
      let comparisons = other.flatMap { other -> BenchReport.Comparison? in
        let reference = milliseconds(other.histogram, percentile.percent)
        guard other.histogram.count > 0, reference > 0 else { return nil }
        return BenchReport.Comparison(name: other.name, value: reference, ratio: value / reference)
      }
      return BenchReport.Measurement(
        name: "\(name), \(percentile.name)", value: value, unit: "ms", goal: goal.map { .atMost($0) },
        comparisons: comparisons.map { [$0] } ?? [])
    }
  }

  /// p50, p99 and p99.9 of one distribution, in microseconds.
  static func microseconds(_ name: String, _ histogram: HDRHistogram) -> [BenchReport.Measurement] {
    guard histogram.count > 0 else { return [] }
    return percentiles.map { percentile in
      BenchReport.Measurement(
        name: "\(name), \(percentile.name)", value: Double(histogram.percentile(percentile.percent)) / 1000, unit: "us")
    }
  }

  private static func milliseconds(_ histogram: HDRHistogram, _ percent: Double) -> Double {
    Double(histogram.percentile(percent)) / nanosecondsPerMillisecond
  }

  /// Of the trips of a stretch. Those of all events are in the table of distributions.
  static func results(_ outcome: Stretch.Outcome) -> [BenchReport.Measurement] {
    rows(decisionName, histogram(outcome.trips, \.visible)) + rows(findingName, histogram(outcome.trips, \.published))
  }

  private static let decisionName = "due to decision visible"
  static let findingName = "due to finding read"

  static func histograms(_ outcome: Stretch.Outcome) -> [BenchReport.NamedHistogram] {
    var all = [
      BenchReport.NamedHistogram(name: decisionName, histogram: histogram(outcome.trips, \.visible)),
      BenchReport.NamedHistogram(name: findingName, histogram: histogram(outcome.trips, \.published)),
      BenchReport.NamedHistogram(name: "every event: due to sent", histogram: outcome.sendLatency),
      BenchReport.NamedHistogram(name: "every event: due to acknowledged", histogram: outcome.acknowledgeLatency),
    ]
    if let taken = outcome.takeLatency { all.append(.init(name: "every event: due to taken", histogram: taken)) }
    return all.filter { $0.histogram.count > 0 }
  }

  /// From due to a step of each trip.
  static func histogram(_ trips: [TripTimes], _ end: KeyPath<TripTimes, Int64?>) -> HDRHistogram {
    histogram(trips, from: \.optionalDue, to: end)
  }

  /// From one step to another, of the trips that have both.
  static func histogram(
    _ trips: [TripTimes], from start: KeyPath<TripTimes, Int64?>, to end: KeyPath<TripTimes, Int64?>
  ) -> HDRHistogram {
    var histogram = HDRHistogram()
    for trip in trips {
      if let start = trip[keyPath: start], let end = trip[keyPath: end] { histogram.record(end - start) }
    }
    return histogram
  }

  /// What was due, acknowledged and taken in each second, and what had piled up.
  static func series(_ outcome: Stretch.Outcome) -> [BenchReport.Series] {
    var series = [
      BenchReport.Series(name: "acknowledged", unit: "events/s", points: rates(outcome.samples, \.acknowledged)),
      BenchReport.Series(
        name: "backlog", unit: "events",
        points: outcome.samples.map { .init(seconds: $0.seconds, value: Double(max(0, $0.due - ($0.taken ?? $0.acknowledged)))) }),
    ]
    if outcome.takeLatency != nil {
      series.insert(BenchReport.Series(name: "taken", unit: "events/s", points: rates(outcome.samples, \.takenOrNone)), at: 0)
    }
    return series
  }

  /// Between samples that are a second apart or more.
  private static func rates(_ samples: [LagSample], _ count: KeyPath<LagSample, Int>) -> [BenchReport.Series.Point] {
    guard var last = samples.first else { return [] }
    var points: [BenchReport.Series.Point] = []
    for sample in samples where sample.seconds - last.seconds >= 1 {
      let rate = Double(sample[keyPath: count] - last[keyPath: count]) / (sample.seconds - last.seconds)
      points.append(.init(seconds: sample.seconds, value: rate))
      last = sample
    }
    return points
  }
}

extension TripTimes {
  var optionalDue: Int64? { due }
  var optionalSent: Int64? { sent }
}

extension LagSample {
  fileprivate var takenOrNone: Int { taken ?? 0 }
}
