import ArresterBreaker
import Testing

@testable import Arrester

@Suite("what a service counts for its metrics")
struct CountingTests {
  @Test("commits are told apart by what they hold and how they ended")
  func commits() {
    var tallies = CommitTallies()
    var decisions = CommitBatch()
    decisions.verdicts = [Verdicts.trip(at: 1)]
    for isCommitted in [false, false, true] { tallies.note(decisions, isCommitted: isCommitted) }
    tallies.note(CommitBatch(), isCommitted: true)
    #expect(tallies.transactions == 1 && tallies.failedTransactions == 2)
    #expect(tallies.offsetCommits == 1 && tallies.failedOffsetCommits == 0)
  }

  @Test("verdicts that cannot be are no series: a warning with a rule, a trip without")
  func verdicts() {
    var tallies = VerdictTallies()
    tallies.count([Verdicts.trip(at: 1)])
    let counted = VerdictTallies.keys.filter { tallies[$0] > 0 }
    #expect(counted == [VerdictTallies.Key(type: .trip, rule: .ceiling, kind: .agent)])
    #expect(Set(VerdictTallies.keys).count == VerdictTallies.keys.count)
    #expect(VerdictTallies.keys.allSatisfy { ($0.rule == nil) == ($0.type == .warn) })
  }

  @Test("every reason for which a board pages has a cause of its own")
  func pages() {
    let reasons: [PageReason] = [
      .verdict(trip: ""), .held(trip: ""), .capped(trip: ""), .protectedPrincipal(trip: ""), .unenforced(enforcers: []), .leak(event: ""),
      .halted(until: 0), .boardFull(identifier: ""),
    ]
    #expect(Set(reasons.map { PageCause($0) }).count == reasons.count)
  }

  @Test("the archive tells of every trip that is new, changes or makes room")
  func archive() {
    let archive = TripArchive()
    var changed: [String] = []
    var forgotten: [String] = []
    archive.onChange = { changed.append($0) }
    archive.onForget = { forgotten.append($0.verdict.identifier) }
    for number in 0...TripArchive.mostTrips {
      var verdict = Verdicts.trip(at: 1)
      verdict.identifier = "t-\(number)"
      archive.add(TripFile(verdict, messageTimestamp: nil, arrivedAt: nil, decidedAt: 2))
    }
    archive.update("t-7") { $0.ledger.committedAt = 3 }
    archive.update("t-0") { $0.ledger.committedAt = 3 }
    #expect(changed.count == TripArchive.mostTrips + 2 && changed.last == "t-7")
    #expect(forgotten == ["t-0"])
  }
}
