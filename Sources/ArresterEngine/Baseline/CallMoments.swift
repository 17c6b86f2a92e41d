/// What is left of past buckets: how many, how many calls, and their squares. Whole numbers, so that every order and machine has the
/// same.
public struct CallMoments: BitwiseCopyable, Sendable, Equatable {
  public private(set) var buckets: UInt32 = 0
  public private(set) var calls: UInt32 = 0
  public private(set) var squares: UInt64 = 0

  /// At this many all are halved: what was long ago fades.
  public static let mostBuckets: UInt32 = 1024
  /// The most calls that a bucket may teach.
  public static let mostCalls = 0x7fff

  public init() {}

  /// As they were recorded; nil for what no buckets can add up to.
  public init?(buckets: UInt32, calls: UInt32, squares: UInt64) {
    let (count, sum) = (UInt64(buckets), UInt64(calls))
    guard buckets < CallMoments.mostBuckets, sum >= count, sum <= count * UInt64(CallMoments.mostCalls),
      squares >= sum, squares <= sum * UInt64(CallMoments.mostCalls), count * squares >= sum * sum
    else { return nil }
    self.buckets = buckets
    self.calls = calls
    self.squares = squares
  }

  /// - Parameter calls: of one active bucket, at most `mostCalls`.
  mutating func add(calls count: UInt32) {
    buckets += 1
    calls += count
    squares += UInt64(count) * UInt64(count)
    guard buckets >= CallMoments.mostBuckets else { return }
    buckets /= 2
    calls /= 2
    squares /= 2
  }

  /// Mean and unbiased variance of the calls in a bucket; nil of fewer than two.
  var rate: CallRate? {
    guard buckets > 1 else { return nil }
    let (count, sum) = (UInt64(buckets), UInt64(calls))
    let spread = count * squares - min(sum * sum, count * squares)
    return CallRate(mean: Double(sum) / Double(count), variance: Double(spread) / Double(count * (count - 1)))
  }
}
