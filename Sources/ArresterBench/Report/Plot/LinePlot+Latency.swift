extension LinePlot {
  /// Percentiles of durations: to the right over 1/(1-p) in powers of ten, so that each nine has the same room; upwards the duration.
  /// - Returns: nil where nothing was recorded.
  static func percentiles(of histograms: [BenchReport.NamedHistogram]) -> LinePlot? {
    let curves = histograms.filter { $0.histogram.count > 0 }.map { Curve(name: $0.name, points: points(of: $0.histogram)) }
    let values = curves.flatMap { $0.points.map(\.y) }
    guard let least = values.min(), let greatest = values.max() else { return nil }
    let farthest = curves.compactMap { $0.points.last?.x }.max() ?? 10
    return LinePlot(
      x: .logarithmic(1...max(10, farthest), title: "percentile", label: percentile),
      y: .logarithmic(least...max(greatest, least), title: "latency") { NumberText.duration(nanoseconds: $0) }, curves: curves)
  }

  /// A number over the time of a run.
  /// - Parameter series: of one unit.
  /// - Returns: nil where there is no point.
  static func overTime(_ series: [BenchReport.Series]) -> LinePlot? {
    let points = series.flatMap(\.points)
    guard let greatest = points.map(\.value).max(), let end = points.map(\.seconds).max() else { return nil }
    return LinePlot(
      x: .linear(upTo: max(end, 0.001), title: "seconds"), y: .linear(upTo: max(greatest, 0), title: series[0].unit),
      curves: series.map { Curve(name: $0.name, points: $0.points.map { ($0.seconds, $0.value) }) })
  }

  /// The last value stands where one of as many as there were does: nothing is known beyond it.
  private static func points(of histogram: HDRHistogram) -> [(x: Double, y: Double)] {
    let total = Double(histogram.count)
    var seen = 0.0
    return histogram.map { bucket in
      seen += Double(bucket.count)
      return (x: total / max(1, total - seen), y: max(1, Double(bucket.upperBound)))
    }
  }

  /// `99.9 %` for 1,000.
  private static func percentile(_ value: Double) -> String {
    guard value > 1 else { return "0 %" }
    let nines = String(Int(value) - 1)
    return nines.count <= 2 ? "\(nines.count == 1 ? "90" : nines) %" : "\(nines.prefix(2)).\(nines.dropFirst(2)) %"
  }
}
