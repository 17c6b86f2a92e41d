/// A line of the table of results: a measurement with its first comparison, or one more comparison under it.
struct ResultLine {
  var name = ""
  var value = ""
  var range = ""
  var comparison = ""
  var comparisonValue = ""
  var ratio = ""
  var goal = ""
  /// nil where there is no goal.
  var isMet: Bool?

  static func lines(of measurement: BenchReport.Measurement) -> [ResultLine] {
    var first = ResultLine(name: measurement.name, value: "\(NumberText.format(measurement.value)) \(measurement.unit)")
    if let spread = measurement.spread {
      first.range = "\(NumberText.format(spread.lowerBound)) … \(NumberText.format(spread.upperBound))"
    }
    if let goal = measurement.goal { first.note(goal, measurement.value) }
    var lines = [first]
    for (index, comparison) in measurement.comparisons.enumerated() {
      // The value's own goal has the first line to itself.
      let sharesLine = index == 0 && measurement.goal == nil
      var line = sharesLine ? first : ResultLine()
      line.comparison = comparison.name
      line.comparisonValue = "\(NumberText.format(comparison.value)) \(measurement.unit)"
      line.ratio = NumberText.format(comparison.ratio)
      if let goal = comparison.goal { line.note(goal, comparison.ratio) }
      if sharesLine { lines[0] = line } else { lines.append(line) }
    }
    return lines
  }

  private mutating func note(_ bound: BenchReport.Goal, _ value: Double) {
    goal = NumberText.goal(bound)
    isMet = bound.isMet(by: value)
  }
}
