/// The percentiles that every printing shows of a histogram.
struct LatencyLine {
  static let percents: [(name: String, percent: Double)] = [
    ("p50", 50), ("p90", 90), ("p99", 99), ("p99.9", 99.9), ("p99.99", 99.99), ("max", 100),
  ]

  let name: String
  let count: UInt64
  /// Nanoseconds, in the order of `percents`.
  let values: [Int64]

  init(_ named: BenchReport.NamedHistogram) {
    name = named.name
    count = named.histogram.count
    values = LatencyLine.percents.map { named.histogram.percentile($0.percent) }
  }

  /// Name, count, and a duration for each percentile.
  var cells: [String] {
    [name, NumberText.format(Double(count))] + values.map { NumberText.duration(nanoseconds: Double($0)) }
  }
}
