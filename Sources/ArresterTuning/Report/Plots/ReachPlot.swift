import ArresterBase
import ArresterEngine
import Foundation

/// How many principals reached at least so much, with the limits drawn in: what a limit at each place would have met.
///
/// Both axes are logarithms of 1 + the value, so that 0 has a place; a ratio's is linear.
struct ReachPlot {
  let distribution: Distribution
  let soft: Double?
  let hard: Double?

  static let width = 330.0
  static let height = 168.0
  private static let (left, right, top, bottom) = (40.0, 14.0, 26.0, 24.0)

  func write(_ page: inout PageText, label: String) {
    page.drawing(width: Self.width, height: Self.height, label: label) { page in
      writeGrid(&page)
      let points = curve
      let base = Self.height - Self.bottom
      page.path(points, "reach", closing: [(points.last?.x ?? Self.left, base), (Self.left, base)])
      page.path(points, "curve soft")
      for (limit, style) in [(soft, "soft"), (hard, "hard")] {
        guard let limit else { continue }
        page.line(x(limit), Self.top, x(limit), base, "limit-\(style)")
        page.label("\(style) \(CountText.value(limit))", x(limit), style == "soft" ? 10 : 21, anchor(limit), style: "small")
      }
    }
  }

  private var isRatio: Bool { distribution.signal == .destructiveRatio }
  private var greatest: Double { isRatio ? 1 : max(distribution.maxima.last ?? 0, (hard ?? 0) * 1.3, (soft ?? 0) * 1.3, 4) }
  private var principals: Int { max(1, distribution.maxima.count) }

  private func x(_ value: Double) -> Double {
    let share = isRatio ? value : log1p(value) / log1p(greatest)
    return Self.left + (Self.width - Self.left - Self.right) * min(1, max(0, share))
  }

  private func y(_ count: Int) -> Double {
    let share = log1p(Double(count)) / log1p(Double(principals))
    return Self.height - Self.bottom - (Self.height - Self.top - Self.bottom) * share
  }

  private func anchor(_ value: Double) -> String {
    let share = (x(value) - Self.left) / (Self.width - Self.left - Self.right)
    return share < 0.2 ? "start" : share > 0.8 ? "end" : "middle"
  }

  /// Down a step after each value that occurs; steps that would fall on one place are one.
  private var curve: [(x: Double, y: Double)] {
    var points = [(x: x(0), y: y(distribution.maxima.count))]
    var reaching = distribution.maxima.count
    for (index, value) in distribution.maxima.enumerated() {
      let next = distribution.maxima.count - index - 1
      let isLastOfItsValue = index + 1 == distribution.maxima.count || distribution.maxima[index + 1] > value
      guard isLastOfItsValue else { continue }
      if x(value) - points[points.count - 1].x >= 0.5 || next == 0 {
        points.append((x(value), y(reaching)))
        points.append((x(value), y(next)))
      } else {
        points[points.count - 1].y = y(next)
      }
      reaching = next
    }
    return points
  }

  private func writeGrid(_ page: inout PageText) {
    let base = Self.height - Self.bottom
    var lastX = -100.0
    for value in isRatio ? [0, 0.2, 0.4, 0.6, 0.8, 1] : Self.round.filter({ $0 <= greatest }) where x(value) - lastX >= 30 {
      lastX = x(value)
      page.label(isRatio ? CountText.value(value) : CountText.short(Int(value)), lastX, base + 15, "middle", style: "small")
    }
    var lastY = base + 100
    for count in Self.round.map({ Int($0) }).filter({ $0 <= principals }) where lastY - y(count) >= 18 {
      lastY = y(count)
      page.line(Self.left, lastY, Self.width - Self.right, lastY, "grid")
      page.label(CountText.short(count), Self.left - 6, lastY + 4, "end", style: "small")
    }
    page.line(Self.left, base, Self.width - Self.right, base, "axis")
  }

  private static let round: [Double] = [0] + (0...8).flatMap { power in [1.0, 2, 5].map { $0 * pow(10, Double(power)) } }
}
