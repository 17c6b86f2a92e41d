import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents

/// The story of each trip, and of each page.
extension ReplayFacts {
  func writeTrips(_ page: inout PageText) {
    guard !stories.isEmpty else {
      let none =
        summary.intake.events > 0 ? "Nothing tripped, and nobody would have been paged." : "No event was read, so nothing was judged."
      return page.element("p", text: none)
    }
    writeOverview(&page)
    writeLegend(&page)
    for (index, story) in stories.enumerated() { write(story, number: index, &page) }
  }

  private func writeOverview(_ page: inout PageText) {
    if cuts.trips + cuts.pages > 0 {
      page.element(
        "p",
        text:
          "Told are the first \(CountText.counted(trips.count, "trip", "trips")) and \(CountText.counted(pages.count, "page", "pages")); "
          + "\(CountText.grouped(cuts.trips)) more trips and \(CountText.grouped(cuts.pages)) more pages are in the verdicts only.")
    }
    page.wide("All trips and pages") { page in
      page.element("table") { page in
        page.element("thead") { page in
          page.element("tr") { page in
            for (title, style) in [
              ("When", ""), ("", ""), ("Rule", ""), ("Kind", ""), ("Principal", ""), ("Destroyed before", "number"), ("After", "number"),
            ] { page.element("th", [("scope", "col"), ("class", style)], text: title) }
          }
        }
        page.element("tbody") { page in
          for (index, story) in stories.enumerated() { writeRow(story, index, &page) }
        }
      }
    }
  }

  private func writeRow(_ story: TripStory, _ number: Int, _ page: inout PageText) {
    let verdict = story.verdict
    page.element("tr") { page in
      page.element("td", [("class", "number")]) { page in
        page.element("a", [("href", "#story-\(number + 1)")], text: Timestamp.format(verdict.time))
      }
      page.element("td", text: verdict.type.rawValue)
      page.element("td", text: verdict.rule?.name ?? "")
      page.element("td", text: verdict.principalKind.name)
      page.element("td") { $0.name(verdict.principal) }
      page.element("td", [("class", "number")], text: CountText.grouped(story.destroyedBefore))
      page.element("td", [("class", "number")], text: CountText.grouped(story.destroyedAfter))
    }
  }

  private func write(_ story: TripStory, number: Int, _ page: inout PageText) {
    page.element("article", [("id", "story-\(number + 1)")]) { page in
      page.element("h3") { page in
        page.text("\(Timestamp.format(story.verdict.time)) · ")
        page.name(story.verdict.principal)
      }
      writeSentence(story, &page)
      page.facts(facts(of: story))
      let timeline = TripTimeline(story, longest: Int64(windows.map(\.seconds).max() ?? 3600) * Timestamp.nanosecondsPerSecond)
      page.element("figure") { page in
        page.wide("Timeline", style: "timeline") { timeline.write(&$0) }
        if timeline.unseen > 0 {
          page.element("figcaption", text: "\(CountText.counted(timeline.unseen, "change", "changes")) outside of what is drawn.")
        }
      }
      writeTally(story, timeline, &page)
      writeResources("Evidence at the trip", story.verdict.resources, &page)
      writeResources("Destroyed later: the heaviest", story.saved, &page)
    }
  }

  private func writeSentence(_ story: TripStory, _ page: inout PageText) {
    let end = story.restoresAt.map { "until the restoration at \(Timestamp.format($0))" } ?? "to the end"
    page.element("p") { page in
      page.element("span", [("class", "lost-count")], text: "\(CountText.grouped(story.destroyedBefore)) destroyed before")
      page.text(story.isTrip ? "; a breaker would have saved " : "; a breaker would have had to save ")
      page.element(
        "span", [("class", "saved-count")],
        text: story.destroyedAfter == 0 ? "nothing: no more was destroyed" : "\(CountText.grouped(story.destroyedAfter)) more")
      page.text(" \(end).")
    }
  }

  private func facts(of story: TripStory) -> [(term: String, words: String)] {
    let verdict = story.verdict
    var facts = [
      ("rule", "\(verdict.rule?.name ?? ""): \(VerdictWords.reasons(verdict))"), ("kind", verdict.principalKind.name),
      ("set off by", verdict.action),
    ]
    if let session = verdict.session { facts.append(("session", session)) }
    if let plan = verdict.plan { facts.append(("plan", plan)) }
    facts.append((verdict.scopes.count == 1 ? "scope" : "scopes", verdict.scopes.joined(separator: ", ")))
    facts.append(
      (
        "afterwards",
        "\(CountText.counted(story.changesAfter, "change", "changes")) and \(CountText.grouped(story.failedAfter)) failed, "
          + (story.lastAfter.map { "the last at \(Timestamp.format($0))" } ?? "nothing more")
      ))
    facts.append(("identifier", verdict.identifier))
    return facts
  }

  /// The drawing in numbers; effects that do not occur are left out.
  private func writeTally(_ story: TripStory, _ timeline: TripTimeline, _ page: inout PageText) {
    let marks = EffectMark.allCases.filter { mark in (story.before + story.after).contains { EffectMark($0) == mark } }
    func count(_ changes: [StoryChange], _ lane: TripTimeline.Lane, _ mark: EffectMark) -> Int {
      changes.count { lane.regions.contains($0.region) && EffectMark($0) == mark }
    }
    page.table(
      "Changes by region and effect", header: ["Changes before the trip + after it"] + marks.map(\.name),
      numbers: Set(1...max(1, marks.count)),
      names: [0],
      rows: timeline.lanes.map { lane in
        [lane.name]
          + marks.map { mark in
            let counts = (before: count(story.before, lane, mark), after: count(story.after, lane, mark))
            return counts == (0, 0) ? "" : "\(CountText.grouped(counts.before)) + \(CountText.grouped(counts.after))"
          }
      })
  }

  private func writeResources(_ title: String, _ resources: [EvidenceResource], _ page: inout PageText) {
    guard !resources.isEmpty else { return }
    page.table(
      title, header: [title, "Action", "Region", "When", "Severity"], numbers: [4], names: [0], fixed: [2, 3],
      rows: resources.map { resource in
        [
          resource.identifier, resource.action, resource.region, Timestamp.format(resource.time),
          "\(resource.severity)" + (resource.isReversible ? "" : ", irreversible"),
        ]
      })
  }

  private func writeLegend(_ page: inout PageText) {
    page.element("p", [("class", "legend")]) { page in
      for mark in EffectMark.allCases {
        page.element("span") { page in
          page.element("svg", [("viewBox", "0 0 14 14"), ("aria-hidden", "true")]) { mark.draw(7, 7, count: 4, &$0) }
          page.text(mark.name)
        }
      }
      for (style, words) in [("soft-line", "share of the nearest soft limit"), ("hard-line", "share of the nearest hard limit")] {
        page.element("span") { page in
          page.element("i", [("class", style)], text: "")
          page.text(words)
        }
      }
    }
    page.element(
      "p", [("class", "faint")],
      text:
        "Larger marks are more changes at once. The second strip ends at the trip: from then on nothing is counted until the restoration.")
  }
}
