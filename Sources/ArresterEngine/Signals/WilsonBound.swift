/// The lower end of Wilson's score interval for a proportion (E. B. Wilson, 1927): what the true share is at least, given how few were seen.
enum WilsonBound {
  /// - Parameter z: quantile of the normal distribution; 1.6449 for a one-sided 95 % bound.
  /// - Returns: 0 ... 1; 3 of 3 is 0.53, 8 of 10 is 0.54, 10 of 20 is 0.33.
  static func lower(successes: Int, trials: Int, z: Double) -> Double {
    guard successes > 0, trials > 0 else { return 0 }
    let n = Double(trials)
    let p = min(1, Double(successes) / n)
    let zz = z * z
    let centre = p + zz / (2 * n)
    let spread = z * (p * (1 - p) / n + zz / (4 * n * n)).squareRoot()
    return max(0, (centre - spread) / (1 + zz / n))
  }
}
