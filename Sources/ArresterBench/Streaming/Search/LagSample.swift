/// The running counts of a stretch at one moment.
struct LagSample: Equatable, Sendable {
  /// Since the stretch began.
  var seconds: Double
  var due: Int
  var sent: Int
  var acknowledged: Int
  /// By the service; nil where it cannot be asked, because it runs elsewhere.
  var taken: Int?
}

/// How the queues between the parts grew over a stretch, events a second: the slope of a line through the second half of the
/// samples, since the first one warms up.
struct LagGrowth: Equatable, Sendable {
  /// Due, and not sent: the generator or librdkafka's full queue.
  var sending = 0.0
  /// Sent, and not acknowledged: broker, or the way there.
  var acknowledging = 0.0
  /// Acknowledged, and not taken by the service.
  var taking = 0.0
  /// Due, and not done.
  var whole = 0.0

  init(_ samples: [LagSample]) {
    let half = Array(samples.suffix(samples.count - samples.count / 2))
    let times = half.map(\.seconds)
    sending = LagGrowth.slope(times, half.map { Double($0.due - $0.sent) })
    acknowledging = LagGrowth.slope(times, half.map { Double($0.sent - $0.acknowledged) })
    taking = LagGrowth.slope(times, half.map { sample in sample.taken.map { Double(max(0, sample.acknowledged - $0)) } ?? 0 })
    whole = LagGrowth.slope(times, half.map { Double($0.due - ($0.taken ?? $0.acknowledged)) })
  }

  init(sending: Double = 0, acknowledging: Double = 0, taking: Double = 0, whole: Double = 0) {
    self.sending = sending
    self.acknowledging = acknowledging
    self.taking = taking
    self.whole = whole
  }

  /// Least squares; 0 for fewer than two points.
  static func slope(_ x: [Double], _ y: [Double]) -> Double {
    guard x.count == y.count, x.count > 1 else { return 0 }
    let meanX = x.reduce(0, +) / Double(x.count)
    let meanY = y.reduce(0, +) / Double(y.count)
    var covariance = 0.0
    var variance = 0.0
    for (x, y) in zip(x, y) {
      covariance += (x - meanX) * (y - meanY)
      variance += (x - meanX) * (x - meanX)
    }
    return variance > 0 ? covariance / variance : 0
  }
}
