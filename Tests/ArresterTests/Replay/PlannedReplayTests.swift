import ArresterEngine
import Testing

@testable import Arrester

@Suite("replay with planned changes")
struct PlannedReplayTests {
  private let agent = CloudTrail()
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func plans(_ change: (inout PlanText) -> Void = { _ in }) throws -> PlanTable {
    var text = PlanText()
    change(&text)
    return try PlannedFile.load(path: try folder.write("planned.json", text.file), bounds: EngineBounds())
  }

  private func deletions(_ count: Int) -> [String] { (0..<count).map { agent.deleteDatabase("db-\($0)", at: 60 + $0, id: "d\($0)") } }

  @Test("what was planned trips nothing, and the summary says how much of it there was")
  func planned() throws {
    let plans = try plans()
    #expect(try !Replays.run(deletions(6)).trips.isEmpty, "without the plan it trips")
    let result = try Replays.run(deletions(6)) { $0.plans = plans }
    #expect(result.verdicts.isEmpty && result.summary.shards.planned == ["migration": 6])
    let words = PlannedWords.lines(result.summary.shards.planned, plans)
    #expect(words == ["6 events counted under the plan migration of \(agent.principal)"])
  }

  @Test("one more than planned trips as a ceiling")
  func exceeded() throws {
    let plans = try plans()
    let trip = try #require(try Replays.run(deletions(7)) { $0.plans = plans }.verdicts.first)
    #expect(trip.rule == .ceiling && trip.plan == "migration" && trip.destroyed == 7)
    #expect(trip.jsonLine.contains(#"{"name":"plannedDestroyed","windowSeconds":3600,"observed":7,"threshold":6}"#))
  }

  @Test("with any number of shards and in any order of files the same", arguments: [1, 3])
  func same(shards: Int) throws {
    let plans = try plans { $0.fields["maximumDestroyed"] = "3" }
    var maker = StreamMaker(seed: 77)
    let records = maker.make(300) + deletions(8)
    let expected = try Replays.run(records) { $0.plans = plans }
    #expect(expected.verdicts.contains { $0.plan == "migration" })
    for order in [records, records.reversed()] {
      let result = try Replays.run(order) {
        $0.plans = plans
        $0.shards = shards
      }
      #expect(result.lines == expected.lines && result.summary.shards.planned == expected.summary.shards.planned)
    }
    let one = try Replays.run(records) {
      $0.plans = plans
      $0.isAsArrived = true
    }
    let several = try Replays.run(records) {
      $0.plans = plans
      $0.isAsArrived = true
      $0.shards = shards
    }
    #expect(one.lines == several.lines)
  }

  @Test("many plans are summed up")
  func words() throws {
    let texts = (0..<30).map { index in
      var text = PlanText()
      text.fields["id"] = "\"plan-\(index)\""
      return text.text
    }
    let path = try folder.write("many.json", #"{"planned":[\#(texts.joined(separator: ","))]}"#)
    let lines = PlannedWords.lines(["plan-7": 5], try PlannedFile.load(path: path, bounds: EngineBounds()))
    #expect(lines.count == PlannedWords.maximumLines + 1 && lines[0].hasPrefix("5 events counted under the plan plan-7 of "))
    #expect(lines.last == "0 events counted under 10 more plans")
  }
}
