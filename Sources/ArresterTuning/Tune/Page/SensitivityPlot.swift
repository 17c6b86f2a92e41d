/// What one limit does alone: wrong trips and damage over its values, each from 0 to its own greatest.
struct SensitivityPlot {
  private static let (width, height) = (340, 190)
  private static let (left, right, top, bottom) = (44.0, 296.0, 30.0, 150.0)

  private let sensitivity: Sweep.Sensitivity
  private let limit: SweptLimit

  init(_ sensitivity: Sweep.Sensitivity, _ limit: SweptLimit) {
    self.sensitivity = sensitivity
    self.limit = limit
  }

  var svg: String {
    let tallies = sensitivity.outcomes.map(\.outcome.fitted)
    let wrong = PlotScale(highest: Double(tallies.map(\.wrongTrips).max() ?? 0), from: SensitivityPlot.bottom, to: SensitivityPlot.top)
    let blast = PlotScale(highest: Double(tallies.map(\.blast).max() ?? 0), from: SensitivityPlot.bottom, to: SensitivityPlot.top)
    return SVGText.drawing(
      width: SensitivityPlot.width, height: SensitivityPlot.height, label: "\(limit.name): wrong trips and damage over its values",
      frame(wrong, blast) + now + curve(wrong, "curve wrong") { Double($0.wrongTrips) } + curve(blast, "curve blast") { Double($0.blast) })
  }

  private func frame(_ wrong: PlotScale, _ blast: PlotScale) -> String {
    let (left, right, top, bottom) = (SensitivityPlot.left, SensitivityPlot.right, SensitivityPlot.top, SensitivityPlot.bottom)
    let values = sensitivity.outcomes.map(\.value)
    return SVGText.words(0, 12, limit.name, style: "strong") + SVGText.line(left, bottom, right, bottom, "axis")
      + SVGText.line(left, top, right, top, "grid") + SVGText.words(left - 6, bottom + 4, "0", anchor: "end")
      + SVGText.words(left - 6, top + 4, NumberWords.of(wrong.highest), anchor: "end", style: "wrong")
      + SVGText.words(right + 6, top + 4, NumberWords.of(blast.highest), style: "blast")
      + SVGText.words(left, bottom + 18, NumberWords.of(values.first ?? 0), anchor: "middle")
      + SVGText.words(right, bottom + 18, NumberWords.of(values.last ?? 0), anchor: "middle")
  }

  private var now: String {
    let x = across(limit.current)
    return SVGText.line(x, SensitivityPlot.top, x, SensitivityPlot.bottom, "now")
      + SVGText.words(x, SensitivityPlot.bottom + 32, "now \(NumberWords.of(limit.current))", anchor: "middle")
  }

  /// A value holds until the next one that was tried: between them nothing is known, so nothing slopes.
  private func curve(_ scale: PlotScale, _ style: String, _ value: (Tally) -> Double) -> String {
    var points: [(x: Double, y: Double)] = []
    for entry in sensitivity.outcomes {
      let (x, y) = (across(entry.value), scale.place(value(entry.outcome.fitted)))
      if let last = points.last { points.append((x, last.y)) }
      points.append((x, y))
    }
    return SVGText.curve(points, style)
  }

  private func across(_ value: Double) -> Double {
    let values = sensitivity.outcomes.map(\.value)
    let (least, most) = (values.first ?? 0, values.last ?? 1)
    guard most > least else { return SensitivityPlot.left }
    return SensitivityPlot.left + (SensitivityPlot.right - SensitivityPlot.left) * (value - least) / (most - least)
  }
}
