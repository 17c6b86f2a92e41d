import ArresterBase

/// Times across a drawing, with round ticks.
struct TimeScale {
  /// Nanoseconds since 1970 UTC.
  let from: Int64
  let to: Int64
  let left: Double
  let width: Double

  func x(_ time: Int64) -> Double {
    let share = Double(time - from) / Double(max(1, to - from))
    return left + width * min(1, max(0, share))
  }

  /// Nine at most.
  var ticks: [Int64] {
    let second = Timestamp.nanosecondsPerSecond
    let span = max(1, to - from)
    let step = TimeScale.steps.map { $0 * second }.first { span / $0 <= 8 } ?? (span / 8 / (86_400 * second) + 1) * 86_400 * second
    var tick = from / step * step
    if tick < from { tick += step }
    return Array(stride(from: tick, through: to, by: Int64.Stride(step)))
  }

  /// `09:14`, with seconds where there are some.
  static func label(_ time: Int64) -> String {
    let text = Timestamp.format(time / Timestamp.nanosecondsPerSecond * Timestamp.nanosecondsPerSecond)
    let clock = text.dropFirst(11).prefix(8)
    return String(clock.hasSuffix(":00") ? clock.prefix(5) : clock)
  }

  private static let steps: [Int64] = [1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]
}
