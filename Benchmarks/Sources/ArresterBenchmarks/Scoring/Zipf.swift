import Glibc

/// Draws ranks so that rank r comes up in proportion to 1 / r^exponent: a few principals do most of the work.
struct Zipf {
  private var cumulative: [Double] = []

  init(count: Int, exponent: Double) {
    cumulative.reserveCapacity(count)
    var sum = 0.0
    for rank in 1...count {
      sum += pow(Double(rank), -exponent)
      cumulative.append(sum)
    }
  }

  /// A rank from 0. O(log count).
  func draw(_ random: inout SplitMix) -> Int {
    let wanted = Double.random(in: 0..<(cumulative.last ?? 1), using: &random)
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > wanted { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
