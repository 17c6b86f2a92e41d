import Arrester
import ArresterBase

/// What a tuning found, as one page that loads nothing and runs nothing.
public struct TunePage {
  let tuning: Tuning
  private let model: Model

  /// - Parameter model: the one that the sweep began with.
  public init(_ tuning: Tuning, model: Model) {
    self.tuning = tuning
    self.model = model
  }

  public var html: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>Arrester: thresholds and their price</title>
    <style>\(TunePageStyle.css)</style>
    </head>
    <body>
    \(sections.joined(separator: "\n"))
    </body>
    </html>

    """
  }

  private var sections: [String] {
    [head] + TuneNotes.of(tuning).map { "<p class=\"note\">\(SVGText.escape($0))</p>" }
      + [comparison, plot, frontTable, sensitivities, casesTable, fatesTable, foot]
  }

  private var head: String {
    let range = tuning.range.map { "\(Timestamp.format($0.lowerBound)) to \(Timestamp.format($0.upperBound))" } ?? "no event"
    let tally = tuning.current.all
    return """
      <h1>Thresholds and their price</h1>
      <p class="faint">\(tuning.counters.events) events, \(range); \(tally.principalDays) principal-days of those who have a breaker, \
      \(tally.harmful) harmful cases, \(tuning.outcomes.count) settings. Model \(SVGText.escape(model.name)) \(SVGText.escape(model.version)), \
      <code>\(SVGText.escape(model.identifier))</code>.</p>
      """
  }

  private var plot: String {
    """
    <h2>What less damage costs in wrong trips</h2>
    <p class="faint">Every dot is a setting, in the part that was fitted on; down and left is better. On the line are those of which no other is
    better in everything.</p>
    \(FrontPlot(tuning).svg)
    """
  }

  private var sensitivities: String {
    let telling = tuning.sensitivities.filter { $0.weight > 0 }
    let plots = telling.map { "<div>\(SensitivityPlot($0, tuning.swept[$0.swept]).svg)</div>" }.joined()
    let quiet = SVGText.escape(tuning.sensitivities.filter { $0.weight == 0 }.map { tuning.swept[$0.swept].name }.joined(separator: ", "))
    let rest = quiet.isEmpty ? "" : "<p class=\"faint\">Alone without effect on these events: \(quiet).</p>"
    return """
      <h2>Each limit alone</h2>
      <p class="faint">From the lowest value that was tried to the highest: wrong trips at the left scale, resources destroyed before the trips
      at the right one.</p>
      <div class="small">\(plots)</div>
      \(rest)
      """
  }

  private var foot: String {
    """
    <h2>How to read it</h2>
    <p>A trip is right where a label says harmful, and wrong where one says fine or none says anything; within what is labelled unknown it is in
    neither count. Blast is the number of distinct resources destroyed up to the second of the first right trip of a case, and all of them where
    nothing tripped, summed over cases. Intervals are exact 95 % intervals of a Poisson count (Garwood, 1936). Warnings are of kinds that trip.
    A breaker restores itself at the end of its hold, as in shadow.</p>
    """
  }
}
