import Arrester
import ArresterBase
import ArresterEngine

extension ReplayFacts {
  /// One self-contained page: no network, no script; drawings are SVG in it.
  public var html: String {
    var page = PageText()
    page.markup("<!DOCTYPE html>\n")
    page.element("html", [("lang", "en")]) { page in
      page.element("head") { page in
        page.empty("meta", [("charset", "utf-8")])
        page.empty("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")])
        page.empty("meta", [("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'")])
        page.element("title", text: "What would have happened: \(period)")
        page.element("style") { $0.markup(ReportStyle.css) }
      }
      page.element("body") { writeBody(&$0) }
    }
    page.markup("\n")
    return page.html
  }

  private static let sections = [
    ("trips", "Trips"), ("principals", "Principals"), ("distributions", "Distributions"), ("coverage", "Coverage"),
    ("model", "Model and run"),
  ]

  private func writeBody(_ page: inout PageText) {
    page.element("a", [("class", "skip"), ("href", "#trips")], text: "To the trips")
    page.element("header") { page in
      page.element("h1", text: "What would have happened")
      page.element("p", [("class", "faint")], text: period)
      writePartial(&page)
      writeTiles(&page)
      page.element("nav", [("aria-label", "Parts of this page")]) { page in
        page.element("ul") { page in
          for (identifier, title) in ReplayFacts.sections {
            page.element("li") { $0.element("a", [("href", "#" + identifier)], text: title) }
          }
        }
      }
    }
    page.element("main") { page in
      page.section("trips", "Trips") { writeTrips(&$0) }
      page.section("principals", "Principals") { writePrincipals(&$0) }
      page.section("distributions", "Distributions") { writeDistributions(&$0) }
      page.section("coverage", "Coverage") { writeCoverage(&$0) }
      page.section("model", "Model and run") { writeRun(&$0) }
    }
  }

  private func writePartial(_ page: inout PageText) {
    guard let words = interruption?.words(of: run.bytes) else { return }
    page.element("p", [("class", "partial"), ("role", "note")]) { page in
      page.element("strong", text: "Partial. ")
      page.text(words)
    }
  }

  private func writeTiles(_ page: inout PageText) {
    let saved = trips.reduce(0) { $0 + $1.destroyedAfter }
    let tiles: [(String, Int)] = [
      ("trips", summary.trips), ("pages", summary.pages), ("warnings", summary.warnings), ("destroyed after trips", saved),
      ("principals", summary.principals), ("changes", summary.admission.changes), ("destructive", summary.admission.destructive),
    ]
    page.element("dl", [("class", "tiles")]) { page in
      for (name, count) in tiles {
        page.element("div") { page in
          page.element("dt", text: name)
          page.element("dd", text: CountText.grouped(count))
        }
      }
    }
  }

  /// `2026-01-05 00:00 to 2026-01-06 03:12 UTC`.
  var period: String {
    guard summary.intake.firstEventTime <= summary.intake.lastEventTime else { return "no event was read" }
    func minute(_ time: Int64) -> String { Timestamp.format(time).prefix(16).map { $0 == "T" ? " " : String($0) }.joined() }
    return "\(minute(summary.intake.firstEventTime)) to \(minute(summary.intake.lastEventTime)) UTC"
  }
}
