import Arrester
import ArresterBase
import ArresterEngine
import Foundation
import Testing

@testable import ArresterTuning

@Suite("The page of a report")
struct ReportPageTests {
  private func page(_ records: [String], kinds: [String] = []) throws -> (html: String, read: PageReader) {
    let html = try Reporting(records, kinds: kinds).facts.html
    return (html, try #require(PageReader(html), "the page is not well-formed"))
  }

  @Test("it has every part, opens without a network and needs no script")
  func parts() throws {
    let (html, read) = try page(ReportedCall().records(16, from: 0))
    #expect(read.identifiers.isSuperset(of: ["trips", "principals", "distributions", "coverage", "model", "story-1"]))
    #expect(read.elements["script"] == nil && read.elements["link"] == nil && read.elements["img"] == nil)
    #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("url("))
    #expect(read.elements["svg", default: 0] > 10)
  }

  @Test("every link of it leads somewhere in it")
  func links() throws {
    let (_, read) = try page(ReportedCall().records(16, from: 0))
    for link in read.links { #expect(link.hasPrefix("#") && read.identifiers.contains(String(link.dropFirst()))) }
    #expect(read.links.contains("#story-1"))
  }

  @Test("it says when a breaker would have tripped, why, and what would have been saved")
  func story() throws {
    let (_, read) = try page(ReportedCall().records(16, from: 0))
    for words in ["would have tripped 09:00:04", "5 destroyed before", "11 more", "destroyed 5 in 1 h (limit 5)", "sha256:"] {
      #expect(read.text.contains(words), "\(words)")
    }
  }

  @Test("without a trip, and without an event, it says so")
  func nothing() throws {
    #expect(try page(ReportedCall().records(1, from: 0)).read.text.contains("Nothing tripped"))
    #expect(try page([]).read.text.contains("No event was read, so nothing was judged."))
  }

  @Test(
    "names that others chose are text, wherever they stand",
    arguments: [
      "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "</style><b>", "]]>&lt;&#0;",
      "a\u{1}b\u{7F}\u{0}",
      "\u{202E}nimda\u{202C}", "line\nbreak\ttab", "}</title>{", "日本語-é-🦕",
    ])
  func hostile(name: String) throws {
    var call = ReportedCall(role: "claude-\(name)", region: name, thing: name)
    let deletes = call.records(16, from: 0)
    call.name = "Frob\(name)"
    call.source = "\(name).amazonaws.com"
    let strange = call.records(2, from: 100)
    let facts = try Reporting(deletes + strange, kinds: ["*claude-*=agent"]).facts
    #expect(facts.trips.count == 1)
    let read = try #require(PageReader(facts.html), "the page is not well-formed")
    #expect(read.elements["script"] == nil && read.elements["b"] == nil)
    #expect(read.attributes.allSatisfy { !$0.hasPrefix("on") })
    #expect(!facts.html.unicodeScalars.contains("\u{202E}") && !facts.html.unicodeScalars.contains("\u{1}"))
    // JSON holds the name as it is.
    let object = try JSONSerialization.jsonObject(with: Data(facts.json.bytes)) as? [String: Any]
    let principals = object?["principals"] as? [[String: Any]]
    #expect(principals?.first?["principal"] as? String == facts.principals.first?.key.principal)
  }

  @Test("a name that turns the direction of writing is spelt out")
  func direction() {
    #expect(ShownName.text("a\u{202E}b\u{200B}") == "a⟨U+202E⟩b⟨U+200B⟩")
    #expect(ShownName.text("arn:aws:iam::1:role/é") == "arn:aws:iam::1:role/é")
  }

  @Test("a stopped replay's page says that it is about a part, and about which")
  func partial() throws {
    var facts = try Reporting(ReportedCall().records(16, from: 0)).facts
    facts.interruption = ReplayInterruption(readBytes: 40)
    #expect(try #require(PageReader(facts.html)).text.contains("Partial. The replay was stopped after 40 of 100 bytes"))
    #expect(facts.json.text.contains(#""partial":true"#))
    facts.interruption?.judgedUpTo = Simulation.defaultMidnight
    #expect(facts.html.contains("judged up to 2026-01-05T00:00:00Z"))
  }

  @Test("a timeline of hundreds of regions and thousands of changes stays one of a few lanes")
  func crowded() throws {
    let records = (0..<1200).map { ReportedCall(region: "region-\($0 % 300)", thing: "t-\($0)").record($0 / 4, id: "e-\($0)") }
    let facts = try Reporting(records).facts
    let story = try #require(facts.trips.first)
    let timeline = TripTimeline(story, longest: 3600 * Timestamp.nanosecondsPerSecond)
    #expect(timeline.lanes.count == TripTimeline.mostLanes && timeline.lanes.last?.name.hasSuffix("others") == true)
    #expect(timeline.lanes.reduce(0) { $0 + $1.changes } == story.before.count + story.after.count)
    var page = PageText()
    timeline.write(&page)
    #expect(page.html.utf8.count < 200_000)
  }
}
