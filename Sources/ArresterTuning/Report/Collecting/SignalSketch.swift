import ArresterEngine

/// How often a signal had which value, in bounded memory: exact below 64 and to a sixteenth from there; a ratio to a hundredth.
struct SignalSketch: Sendable, Equatable {
  let isRatio: Bool
  private(set) var counts: [Int]
  private(set) var total = 0

  private static let exact = 64
  private static let perDoubling = 16
  /// Doublings above 64: up to four million.
  private static let doublings = 16

  init(_ signal: Signal) {
    isRatio = signal == .destructiveRatio
    counts = Array(repeating: 0, count: isRatio ? 101 : SignalSketch.exact + SignalSketch.perDoubling * SignalSketch.doublings)
  }

  mutating func add(_ value: Double) {
    counts[bucket(value)] += 1
    total += 1
  }

  mutating func add(_ other: SignalSketch) {
    for index in counts.indices { counts[index] += other.counts[index] }
    total += other.total
  }

  /// The least value of a bucket.
  func lowerBound(_ bucket: Int) -> Double {
    if isRatio { return Double(bucket) / 100 }
    guard bucket >= SignalSketch.exact else { return Double(bucket) }
    let (doubling, step) = (bucket - SignalSketch.exact).quotientAndRemainder(dividingBy: SignalSketch.perDoubling)
    let base = Double(SignalSketch.exact << doubling)
    return base + base * Double(step) / Double(SignalSketch.perDoubling)
  }

  /// The value that `share` of all do not exceed, to the accuracy of the buckets; 0 where there is none.
  func quantile(_ share: Double) -> Double {
    let wanted = max(1, Int((share * Double(total)).rounded(.up)))
    var seen = 0
    for (index, count) in counts.enumerated() {
      seen += count
      if seen >= wanted { return lowerBound(index) }
    }
    return 0
  }

  /// How many are at or above `value`, to the accuracy of the buckets.
  func count(from value: Double) -> Int { counts[bucket(value)...].reduce(0, +) }

  private func bucket(_ value: Double) -> Int {
    if isRatio { return min(100, max(0, Int(value * 100 + 1e-9))) }
    let whole = max(0, Int(min(value, 1e9)))
    guard whole >= SignalSketch.exact else { return whole }
    let doubling = (Int.bitWidth - 1 - whole.leadingZeroBitCount) - 6
    guard doubling < SignalSketch.doublings else { return counts.count - 1 }
    let base = SignalSketch.exact << doubling
    return SignalSketch.exact + doubling * SignalSketch.perDoubling + (whole - base) * SignalSketch.perDoubling / base
  }
}
