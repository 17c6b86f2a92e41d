/// Counts durations over the whole range of 64 bits with three significant digits, in memory that never grows.
///
/// Gil Tene's HdrHistogram layout (hdrhistogram.org), log-linear: the first 2,048 values have a counter each; every doubling
/// after them has 1,024 counters, so that a counter's width is at most a thousandth of its values.
///
/// ```
/// value     0 … 2047 | 2048 … 4095 | 4096 … 8191 | …
/// width            1 |           2 |           4 |
/// counters      2048 |        1024 |        1024 |
/// ```
/// 432 KiB each. Belongs to one thread; give each thread its own and `merge` them.
public struct HDRHistogram: Sendable, Equatable {
  /// Counters of the first bucket: the power of two above 2 × 10^3, for three digits.
  private static let subBuckets = 2048
  /// 11 bits of a value choose the counter within a bucket.
  private static let subBucketBits = 11
  private static let counters = HDRHistogram.index(of: .max) + 1

  private var counts = [UInt64](repeating: 0, count: HDRHistogram.counters)
  /// How many values were recorded.
  public private(set) var count: UInt64 = 0
  private var sum = 0.0
  private var least = Int64.max
  private var greatest: Int64 = 0

  public init() {}

  /// The smallest value recorded, exactly; 0 where none was.
  public var min: Int64 { count == 0 ? 0 : least }

  /// The greatest value recorded, exactly; 0 where none was.
  public var max: Int64 { greatest }

  /// The mean of the values themselves, not of their counters; 0 where there are none.
  public var mean: Double { count == 0 ? 0 : sum / Double(count) }

  /// - Parameters:
  ///   - nanoseconds: a negative one, which only a broken clock gives, counts as 0.
  ///   - times: how often it was seen.
  /// - Complexity: O(1), no allocation.
  @inline(__always)
  public mutating func record(_ nanoseconds: Int64, count times: UInt64 = 1) {
    guard times > 0 else { return }
    let value = Swift.max(0, nanoseconds)
    counts[HDRHistogram.index(of: value)] &+= times
    count &+= times
    sum += Double(value) * Double(times)
    least = Swift.min(least, value)
    greatest = Swift.max(greatest, value)
  }

  /// Adds everything that the other one counted.
  public mutating func merge(_ other: HDRHistogram) {
    for index in counts.indices { counts[index] &+= other.counts[index] }
    count &+= other.count
    sum += other.sum
    least = Swift.min(least, other.least)
    greatest = Swift.max(greatest, other.greatest)
  }

  /// The value that `percent` per cent of all values do not exceed, to three digits; never more than `max`. 0 where there are none.
  /// - Parameter percent: 0 to 100; 99.9 for the p99.9.
  public func percentile(_ percent: Double) -> Int64 {
    guard count > 0 else { return 0 }
    let wanted = Swift.max(1, (Swift.min(100, Swift.max(0, percent)) / 100 * Double(count)).rounded(.up))
    var seen = 0.0
    for bucket in self {
      seen += Double(bucket.count)
      if seen >= wanted { return bucket.upperBound }
    }
    return greatest
  }

  fileprivate var indices: Range<Int> { counts.indices }
  fileprivate func count(at index: Int) -> UInt64 { counts[index] }

  /// Where values of this size are counted.
  @inline(__always)
  private static func index(of value: Int64) -> Int {
    let bucket = 64 - subBucketBits - (UInt64(bitPattern: value) | UInt64(subBuckets - 1)).leadingZeroBitCount
    return bucket * (subBuckets / 2) + Int(value >> Int64(bucket))
  }

  /// The greatest value that is counted there.
  fileprivate static func upperBound(of index: Int) -> Int64 {
    let bucket = Swift.max(0, index / (subBuckets / 2) - 1)
    let subBucket = Int64(index - bucket * (subBuckets / 2))
    return (subBucket << Int64(bucket)) + ((1 << Int64(bucket)) - 1)
  }
}

extension HDRHistogram: Sequence {
  /// A counter that is not 0.
  public struct Bucket: Sendable, Equatable {
    /// The greatest value that it can hold, nanoseconds; of the last bucket the greatest that it does hold.
    public let upperBound: Int64
    public let count: UInt64
  }

  /// The buckets from the smallest values to the greatest, without the empty ones.
  public func makeIterator() -> AnyIterator<Bucket> {
    var index = indices.lowerBound
    return AnyIterator {
      while index < indices.upperBound, count(at: index) == 0 { index += 1 }
      guard index < indices.upperBound else { return nil }
      defer { index += 1 }
      return Bucket(upperBound: Swift.min(HDRHistogram.upperBound(of: index), max), count: count(at: index))
    }
  }
}
