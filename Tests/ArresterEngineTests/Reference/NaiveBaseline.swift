import ArresterEvents
import Glibc

@testable import ArresterEngine

/// Section 4, the learned baseline: calls by bucket, and which buckets were conspicuous.
struct NaiveBaseline {
  private var calls: [Int: Int] = [:]
  private var loud: Set<Int> = []
  /// The first bucket that was.
  private var beginning: Int?

  mutating func count(_ second: Int, _ policy: BaselinePolicy) { calls[second / policy.bucketSeconds, default: 0] += 1 }

  mutating func markLoud(_ second: Int, _ policy: BaselinePolicy) {
    loud.insert(second / policy.bucketSeconds)
    beginning = min(beginning ?? .max, second / policy.bucketSeconds)
  }

  /// What is not final at a trip teaches nothing; of whoever was never conspicuous nothing is known.
  mutating func noteTrip(newest: Int, lateness: Int, _ policy: BaselinePolicy) {
    clear()
    guard beginning != nil, newest > .min else { return }
    loud.formUnion(max(0, newest - lateness) / policy.bucketSeconds...newest / policy.bucketSeconds)
  }

  mutating func clear() { if beginning == nil { calls = [:] } }

  /// The calls of each bucket that teaches and was final before the second.
  func lessons(finalBefore second: Int, lateness: Int, _ policy: BaselinePolicy) -> [Int] {
    guard let beginning else { return [] }
    return calls.filter { bucket, _ in
      bucket >= beginning && !loud.contains(bucket) && (bucket + 1) * policy.bucketSeconds - 1 + lateness < second
    }.map(\.value)
  }
}

/// The limit of some lessons, by the textbook's formula.
struct NaiveLimit {
  var mean: Double
  var buckets: Int
  var limit: Int

  init?(_ lessons: [Int], _ seconds: Int, _ policy: BaselinePolicy) {
    guard lessons.count >= max(2, policy.minimumBuckets) else { return nil }
    let share = Double(seconds) / Double(policy.bucketSeconds)
    let average = Double(lessons.reduce(0, +)) / Double(lessons.count)
    let spread = lessons.map { (Double($0) - average) * (Double($0) - average) }.reduce(0, +) / Double(lessons.count - 1)
    mean = share * average
    buckets = lessons.count
    let variance = share < 1 ? mean + share * share * max(0, spread - average) : share * spread
    limit = NaiveLimit.limit(mean, variance, policy.alpha)
  }

  static func limit(_ mean: Double, _ variance: Double, _ alpha: Double) -> Int {
    // Summed from far above, as the tail is small.
    var above = 0.0
    for count in stride(from: 400, to: 0, by: -1) {
      above += chance(Double(count), mean, variance)
      if above >= alpha { return count + 1 }
    }
    return 1
  }

  private static func chance(_ count: Double, _ mean: Double, _ variance: Double) -> Double {
    guard variance > mean * (1 + 1e-9) else { return exp(count * log(mean) - mean - lgamma(count + 1)) }
    let size: Double = mean * mean / (variance - mean)
    let share: Double = mean / variance
    let choices: Double = lgamma(count + size) - lgamma(size) - lgamma(count + 1)
    let logarithm: Double = choices + size * log(share) + count * log(1 - share)
    return exp(logarithm)
  }
}
