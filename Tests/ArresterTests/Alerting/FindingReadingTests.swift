import ArresterAlerts
import ArresterEnforcement
import Testing

@testable import Arrester

/// Findings as the service writes them, read as its relays read them.
@Suite("alerts are made of findings")
struct FindingReadingTests {
  private func alert(_ bytes: [UInt8]) throws -> Alert? {
    guard case .alert(let alert) = try FindingReader.read(bytes) else { return nil }
    return alert
  }

  @Test("a trip's has its identifier, who it was, and what was done about it", arguments: ["tripping", "open", "held", "recordedOnly"])
  func trip(decision: String) throws {
    let verdict = try Boards.trip()
    let alert = try #require(try alert(FindingRecord.json(verdict, decision: decision)))
    #expect(alert.subject == .trip(try #require(TripDecision(rawValue: decision))))
    #expect(alert.identifier == verdict.identifier && alert.principal == verdict.principal && alert.scope == verdict.homeScope)
    #expect(alert.time == verdict.time && alert.startedAt == verdict.time)
    #expect(alert.facts.contains { $0.name == "Gone" && $0.value.contains("orders") })
  }

  @Test("one that does not say what was done, or says it in words of a later version, is a trip all the same", arguments: [nil, "parked"])
  func unknownDecision(decision: String?) throws {
    #expect(try alert(FindingRecord.json(Boards.trip(), decision: decision))?.subject == .trip(.unknown))
  }

  @Test("what follows has the trip's identifier and start, the new state, and who has confirmed")
  func change() throws {
    let verdict = try Boards.trip()
    var file = TripFile(verdict, messageTimestamp: nil, arrivedAt: nil, decidedAt: verdict.time)
    let order = DenyOrder(key: file.key, trip: verdict.identifier, session: nil, extent: .allWrites, revision: 1)
    file.note(EnforcementPlan(order: order, steps: ["attach"], snapshot: [], inverse: []), by: "aws")
    (file.state, file.stateSince) = (.openUnenforced, verdict.time + 5_000_000_000)
    let alert = try #require(try alert(FindingRecord.json(following: file)))
    #expect(alert.subject == .change(state: "openUnenforced"))
    #expect(alert.identifier == verdict.identifier && alert.startedAt == verdict.time && alert.time == verdict.time + 5_000_000_000)
    #expect(alert.facts.contains(AlertFact("Enforcer aws", "not confirmed")))
  }

  @Test("a warning is told with others; a page by itself")
  func others() throws {
    var verdict = try Boards.trip()
    verdict.type = .page
    #expect(try alert(FindingRecord.json(verdict))?.subject == .page)
    verdict.type = .warn
    verdict.rule = nil
    guard case .warning(let principal, let message, _) = try FindingReader.read(FindingRecord.json(verdict)) else {
      Issue.record("it is no warning")
      return
    }
    #expect(principal == verdict.principal && message.contains("comes near its limits"))
  }

  @Test("what is no finding is refused, not guessed at", arguments: ["", "{}", "[]", "nothing", #"{"message":"x","time":"now"}"#])
  func unreadable(text: String) { #expect(throws: UnreadableFinding.self) { try FindingReader.read(Array(text.utf8)) } }
}
