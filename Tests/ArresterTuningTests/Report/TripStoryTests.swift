import Arrester
import ArresterBase
import ArresterEngine
import Testing

@testable import ArresterTuning

@Suite("The story of a trip")
struct TripStoryTests {
  private let deletes = ReportedCall().records(16, from: 0)

  @Test("what was destroyed up to the second of the trip is lost, what came later would have been saved")
  func saved() throws {
    let story = try #require(try Reporting(deletes).facts.trips.first)
    #expect(story.verdict.rule == .confirmed && story.verdict.destroyed == 5)
    #expect(story.destroyedBefore == 5 && story.destroyedAfter == 11 && story.changesAfter == 11)
    #expect(story.before.count == 5 && story.after.count == 11)
    #expect(story.saved.count == 11 && story.saved.allSatisfy { $0.action.hasPrefix("lambda:DeleteFunction") })
  }

  @Test("a scenario's story agrees with its records, counted by themselves")
  func agrees() throws {
    let played = Playing(named: "wrong-workspace-destroy")
    let reporting = try Reporting(played.lines, kinds: Scenario.all.flatMap(\.kinds)) { $0.restoration = .never }
    let story = try #require(reporting.facts.trips.first)
    let history = ChangeHistory(played.lines, try TestModel.load().events)
    #expect(story.destroyedBefore == history.destroyed(upTo: story.verdict.time))
    #expect(story.destroyedBefore + story.destroyedAfter == history.destroyed(upTo: nil))
    #expect(story.restoresAt == nil)
  }

  @Test("the story ends at the restoration; what comes later is a new one's")
  func restored() throws {
    // The first hold is 15 minutes.
    let later = ReportedCall(thing: "later").records(16, from: 3600)
    let trips = try Reporting(deletes + later).facts.trips
    #expect(trips.count == 2)
    #expect(trips.map(\.destroyedBefore) == [5, 5] && trips.map(\.destroyedAfter) == [11, 11])
    #expect(trips.allSatisfy { story in story.restoresAt.map { $0 > story.verdict.time } == true })
  }

  @Test("a thing that is destroyed again and again is one, and failures are none")
  func distinct() throws {
    let again = (20..<40).map { ReportedCall(thing: "orders-15").record($0, id: "again-\($0)") }
    let failed = ReportedCall(error: "AccessDenied", thing: "other").records(4, from: 50)
    let story = try #require(try Reporting(deletes + again + failed).facts.trips.first)
    #expect(story.destroyedAfter == 11 && story.changesAfter == 31 && story.failedAfter == 4)
  }

  @Test("each change knows how near it came to the limits, and the last one met one")
  func nearness() throws {
    let story = try #require(try Reporting(deletes).facts.trips.first)
    let shares = story.before.map(\.softShare)
    #expect(shares == shares.sorted() && shares.last.map { $0 >= 1 } == true)
    #expect(story.before.map(\.hardShare).last == 0.5)
  }

  @Test("pages are told after trips")
  func pages() throws {
    let human = ReportedCall(role: "AWSReservedSSO_Admin_1", thing: "early").records(24, from: -600)
    let stories = try Reporting(human + deletes, kinds: ["*AWSReservedSSO*=human"]).facts.stories
    #expect(stories.map(\.verdict.type) == [.trip, .page])
  }

  @Test("with more trips than are told the first ones are, and the rest is counted", arguments: [1, 3])
  func bounded(shards: Int) throws {
    let records = (0..<9).flatMap { ReportedCall(role: "claude-\($0)").records(6, from: $0 * 10, id: "e\($0)") }
    var bounds = ReportBounds()
    bounds.trips = 4
    let reporting = try Reporting(records.map { Array($0.utf8) }, bounds: bounds) { $0.shards = shards }
    #expect(reporting.facts.trips.map { String($0.verdict.principal.suffix(8)) } == ["claude-0", "claude-1", "claude-2", "claude-3"])
    #expect(reporting.facts.cuts.trips == 5 && reporting.result.summary.trips == 9)
    #expect(reporting.facts.html.contains("5 more trips"))
  }
}
