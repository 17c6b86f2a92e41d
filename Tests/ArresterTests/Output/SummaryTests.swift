import Foundation
import Testing

@testable import Arrester

@Suite("what summaries hold")
struct SummaryTests {
  /// The keys of commands.md; more may stand beside them.
  private static let promised: Set = [
    "recordsRead", "events", "reads", "changes", "destructive", "failed", "duplicates", "reusedIdentifiers", "tooLate", "future",
    "evictedAtLimit", "skipped",
    "deadLetters", "unknownActions", "principals", "trips", "warnings", "pages", "firstEventTime", "lastEventTime", "seconds",
    "eventsPerSecond", "model",
  ]

  private func object(_ summary: Summary) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(summary.json.bytes)) as? [String: Any])
  }

  @Test("every key that is promised is there, for an empty run too")
  func keys() throws {
    let agent = CloudTrail()
    let result = try Replays.run([agent.deleteDatabase("orders", at: 0, id: "1"), agent.describe(at: 5, id: "2")])
    for summary in [result.summary, try Replays.run([]).summary, Summary()] {
      #expect(SummaryTests.promised.subtracting(try object(summary).keys).isEmpty)
    }
  }

  @Test("what it says is what was read")
  func content() throws {
    let agent = CloudTrail()
    let other = CloudTrail(role: "developers", session: "ada")
    let records = [
      agent.deleteDatabase("orders", at: 0, id: "1"), agent.deleteDatabase("orders", at: 0, id: "1"),
      agent.createDatabase("orders", at: 60, id: "2"),
      agent.describe(at: 5, id: "3"), other.createFunction("f", at: 8, id: "4"),
      agent.record("lambda:DeleteFunction", at: 9, id: "5", errorCode: "AccessDenied"),
      agent.record("nowhere:FrobnicateThing", at: 10, id: "6"), agent.createFunction("f", at: 11, id: "4"), "x", "x", "{}",
    ]
    let object = try object(try Replays.run(records).summary)
    let numbers = [
      "recordsRead": 11, "events": 8, "reads": 1, "changes": 5, "destructive": 1, "failed": 1, "duplicates": 1, "reusedIdentifiers": 1,
      "tooLate": 0, "future": 0,
      "evictedAtLimit": 0, "skipped": 0, "principals": 2, "trips": 1, "pages": 0,
    ]
    for (key, value) in numbers { #expect(object[key] as? Int == value, "\(key)") }
    #expect(object["deadLetters"] as? [String: Int] == ["notJSON": 2, "noTime": 1])
    #expect(object["unknownActions"] as? [String: Int] == ["nowhere:FrobnicateThing": 1])
    #expect(object["firstEventTime"] as? String == "2026-01-02T03:00:00Z")
    #expect(object["lastEventTime"] as? String == "2026-01-02T03:01:00Z")
    #expect(object["model"] as? String == (try TestModel.load()).identifier)
  }

  @Test("where there was no event there is no time")
  func noEvents() throws {
    let object = try object(try Replays.run(["x"]).summary)
    #expect(object["firstEventTime"] is NSNull)
    #expect(object["lastEventTime"] is NSNull)
    #expect(object["recordsRead"] as? Int == 1)
  }

  @Test("words for people name what is not zero")
  func words() throws {
    let agent = CloudTrail()
    let records = ["x", agent.deleteDatabase("orders", at: 0, id: "1"), agent.deleteDatabase("orders", at: 0, id: "1")]
    let words = try Replays.run(records).summary.words.joined(separator: "\n")
    #expect(words.contains("3 records read: 2 events, 1 dead letters, 0 skipped"))
    #expect(words.contains("1 duplicates"))
    #expect(words.contains("notJSON"))
    #expect(!words.contains("future"))
  }
}
