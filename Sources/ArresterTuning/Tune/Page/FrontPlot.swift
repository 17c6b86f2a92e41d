/// Every setting by what it costs: wrong trips to the right, damage upwards. Better is down and left.
struct FrontPlot {
  private static let (width, height) = (720, 380)
  private static let (left, right, top, bottom) = (64.0, 700.0, 30.0, 330.0)

  private let tuning: Tuning
  private let wrong: PlotScale
  private let blast: PlotScale

  init(_ tuning: Tuning) {
    self.tuning = tuning
    let tallies = tuning.outcomes.map(\.fitted)
    wrong = PlotScale(highest: Double(tallies.map(\.wrongTrips).max() ?? 0), from: FrontPlot.left, to: FrontPlot.right)
    blast = PlotScale(highest: Double(tallies.map(\.blast).max() ?? 0), from: FrontPlot.bottom, to: FrontPlot.top)
  }

  var svg: String {
    let front = SVGText.curve(tuning.front.map(place), "curve front")
    return SVGText.drawing(
      width: FrontPlot.width, height: FrontPlot.height, label: "Wrong trips against damage, for every setting that was tried",
      axes + others + front + tuning.front.map { dot($0, 4, "front-dot", "front: ") }.joined() + marks)
  }

  private var axes: String {
    let across = wrong.ticks.map { tick in
      SVGText.line(wrong.place(tick), FrontPlot.top, wrong.place(tick), FrontPlot.bottom, "grid")
        + SVGText.words(wrong.place(tick), FrontPlot.bottom + 18, NumberWords.of(tick), anchor: "middle")
    }
    let up = blast.ticks.map { tick in
      SVGText.line(FrontPlot.left, blast.place(tick), FrontPlot.right, blast.place(tick), "grid")
        + SVGText.words(FrontPlot.left - 8, blast.place(tick) + 4, NumberWords.of(tick), anchor: "end")
    }
    return across.joined() + up.joined() + SVGText.words(FrontPlot.right, FrontPlot.bottom + 40, "wrong trips", anchor: "end")
      + SVGText.words(4, 12, "resources destroyed before the trips")
  }

  /// Settings of one price are one dot.
  private var others: String {
    var seen: Set<[Int]> = []
    return tuning.outcomes.filter { seen.insert([$0.fitted.wrongTrips, $0.fitted.blast]).inserted }
      .map { dot($0, 2.5, "other", "") }.joined()
  }

  private var marks: String {
    let current = place(tuning.current)
    var marks = dot(tuning.current, 7, "current", "current: ") + SVGText.words(current.x + 10, current.y - 8, "current", style: "strong")
    if let recommended = tuning.recommended {
      let place = place(recommended)
      marks += dot(recommended, 7, "recommended", "recommended: ")
      marks += SVGText.words(place.x + 10, place.y + 18, "recommended", style: "strong")
    }
    return marks
  }

  private func place(_ outcome: SettingOutcome) -> (x: Double, y: Double) {
    (wrong.place(Double(outcome.fitted.wrongTrips)), blast.place(Double(outcome.fitted.blast)))
  }

  private func dot(_ outcome: SettingOutcome, _ radius: Double, _ style: String, _ what: String) -> String {
    let (x, y) = place(outcome)
    let tally = outcome.fitted
    let title = "\(what)\(outcome.setting.words(tuning.swept)): \(tally.wrongTrips) wrong, \(tally.blast) destroyed, \(tally.missed) missed"
    return SVGText.dot(x, y, radius: radius, style, title: title)
  }
}
