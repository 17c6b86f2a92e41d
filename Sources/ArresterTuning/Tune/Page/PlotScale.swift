import Foundation

/// One axis: values on a line of so many pixels, with round numbers beside it.
struct PlotScale {
  let highest: Double
  private let from: Double
  private let to: Double

  /// - Parameters:
  ///   - highest: the greatest value that must be seen; the scale begins at 0.
  ///   - from: pixel of 0; `to`: that of the end of the scale.
  init(highest: Double, from: Double, to: Double) {
    let step = PlotScale.step(highest)
    self.highest = max(step, (highest / step).rounded(.up) * step)
    (self.from, self.to) = (from, to)
  }

  func place(_ value: Double) -> Double { from + (to - from) * value / highest }

  /// 1, 2 or 5 times a power of ten, so that there are some five of them.
  var ticks: [Double] {
    let step = PlotScale.step(highest)
    return Array(stride(from: 0, through: highest + step / 2, by: step))
  }

  private static func step(_ highest: Double) -> Double {
    guard highest > 0 else { return 1 }
    let rough = highest / 5
    let power = pow(10, floor(log10(rough)))
    let digit = rough / power
    let step = (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power
    // Counts have no halves.
    return highest >= 5 ? max(1, step) : step
  }
}
