import Foundation

/// Draws ranks in proportion to 1 / r^exponent: a few principals do most of the work. 8 bytes a rank.
public struct Zipf: Sendable {
  private var cumulative: [Double] = []

  /// - Parameters:
  ///   - count: how many ranks; at least one.
  ///   - exponent: 0 makes all alike.
  public init(count: Int, exponent: Double) {
    precondition(count > 0)
    cumulative.reserveCapacity(count)
    var sum = 0.0
    for rank in 1...count {
      sum += pow(Double(rank), -exponent)
      cumulative.append(sum)
    }
  }

  /// A rank from 0. O(log count).
  public func draw(_ random: inout SplitMix) -> Int {
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
