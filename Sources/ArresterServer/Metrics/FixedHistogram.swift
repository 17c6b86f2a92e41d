/// Counts of observations by size, between bounds that never change: whoever scrapes adds up those of several instances.
public struct FixedHistogram: Sendable, Equatable {
  /// Upper ends of the buckets, each inside its own; what is larger is in one more bucket.
  public let bounds: [Double]
  /// One for each bound, and one beyond; not cumulative.
  public private(set) var counts: [Int]
  public private(set) var sum = 0.0

  /// - Precondition: bounds rise.
  public init(bounds: [Double]) {
    precondition(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "bounds rise")
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count + 1)
  }

  /// - Parameter value: not negative, else the sum would fall; not NaN.
  /// - Complexity: O(log bounds), no allocation.
  public mutating func observe(_ value: Double) {
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] < value { low = middle + 1 } else { high = middle }
    }
    counts[low] += 1
    sum += value
  }

  public var count: Int { counts.reduce(0, +) }
}
