import Foundation

/// How many events there are in truth, in the long run, where so many were seen: the exact interval for a Poisson count
/// (F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28, 1936). It is never too narrow.
enum PoissonInterval {
  /// The ends are the means at which as many as were seen, or more, and as many, or fewer, have this probability.
  private static let tail = 0.025

  /// The 95 % interval of the mean.
  static func of(_ count: Int) -> ClosedRange<Double> {
    let low = count == 0 ? 0 : mean(count - 1, probability: 1 - tail)
    return low...mean(count, probability: tail)
  }

  /// The mean at which `count` or fewer have the given probability; it falls as the mean rises.
  private static func mean(_ count: Int, probability: Double) -> Double {
    var (low, high) = (0.0, Double(count) + 10 * (Double(count) + 1).squareRoot() + 10)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if cumulative(count, middle) > probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Probability of `count` or fewer.
  private static func cumulative(_ count: Int, _ mean: Double) -> Double {
    guard mean > 0 else { return 1 }
    // Each term from the one before, by logarithms: the first alone would be 0 for a large mean.
    var (sum, logarithm) = (0.0, -mean)
    for number in 0...count {
      if number > 0 { logarithm += log(mean) - log(Double(number)) }
      sum += exp(logarithm)
    }
    return min(1, sum)
  }
}
