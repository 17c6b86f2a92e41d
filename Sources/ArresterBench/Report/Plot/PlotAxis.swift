import Foundation

/// A scale of a plot: from values to a share of its length, and where its lines stand.
struct PlotAxis {
  /// A line of the grid, with what is written at it.
  struct Tick {
    var value: Double
    var label: String
  }

  let range: ClosedRange<Double>
  let isLogarithmic: Bool
  let ticks: [Tick]
  let title: String

  /// From 0 to a round number that nothing exceeds.
  static func linear(upTo greatest: Double, title: String, label: (Double) -> String = NumberText.format) -> PlotAxis {
    let step = roundStep(greatest)
    let count = max(1, Int((greatest / step).rounded(.up)))
    return PlotAxis(
      range: 0...Double(count) * step, isLogarithmic: false,
      ticks: (0...count).map { Tick(value: Double($0) * step, label: label(Double($0) * step)) }, title: title)
  }

  /// Whole powers of ten around the values.
  /// - Parameter values: positive.
  static func logarithmic(_ values: ClosedRange<Double>, title: String, label: (Double) -> String) -> PlotAxis {
    let first = Int(log10(values.lowerBound).rounded(.down))
    let last = max(first + 1, Int(log10(values.upperBound).rounded(.up)))
    return PlotAxis(
      range: pow(10, Double(first))...pow(10, Double(last)), isLogarithmic: true,
      ticks: (first...last).map { Tick(value: pow(10, Double($0)), label: label(pow(10, Double($0)))) }, title: title)
  }

  /// 0 at the start of the axis, 1 at its end; what lies outside stands at the nearer end.
  func share(of value: Double) -> Double {
    let position =
      isLogarithmic
      ? (log10(max(value, range.lowerBound)) - log10(range.lowerBound)) / (log10(range.upperBound) - log10(range.lowerBound))
      : (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return min(1, max(0, position))
  }

  /// 1, 2 or 5 times a power of ten, for four to ten lines.
  private static func roundStep(_ greatest: Double) -> Double {
    guard greatest > 0, greatest.isFinite else { return 1 }
    let rough = greatest / 5
    let power = pow(10, log10(rough).rounded(.down))
    let factor = [1.0, 2, 5, 10].first { $0 * power >= rough } ?? 10
    return factor * power
  }
}
