import ArresterBase
import ArresterEnforcement
import ArresterEngine
import Testing

@testable import Arrester

@Suite("ledgers of time, added up")
struct LedgerHistogramsTests {
  @Test("a span is counted in seconds, and one that ended before it began as nothing")
  func spans() {
    var histograms = LedgerHistograms()
    histograms.observe(.decide, nanoseconds: 2_000_000)
    histograms.observe(.decide, nanoseconds: -5)
    #expect(histograms[.decide].count == 2 && histograms[.decide].sum == 0.002)
    #expect(histograms.negative(.decide) == 1 && histograms.negative(.record) == 0)
    #expect(histograms[.total].count == 0)
  }
}

@Suite("blasts, added up")
struct BlastTotalsTests {
  private func resource(_ name: String, at time: Int64, severity: Int = 3, isReversible: Bool = true) -> DestroyedResource {
    DestroyedResource(identifier: name, time: time, severity: severity, isReversible: isReversible)
  }

  @Test("what comes later is added, what is known is not added again")
  func growing() {
    var blast = Blast(tripTime: 100)
    var totals = BlastTotals()
    var counted = BlastTotals()
    blast.add(resource("a", at: 90, severity: 8, isReversible: false))
    totals.count(BlastTotals(blast, isConfirmed: nil), counted: &counted)
    blast.add(resource("b", at: 110))
    totals.count(BlastTotals(blast, isConfirmed: nil), counted: &counted)
    #expect(totals[.beforeTrip] == [1, 8, 1] && totals[.untilConfirmed] == .zero)
    blast.confirmedAt = 120
    totals.count(BlastTotals(blast, isConfirmed: true), counted: &counted)
    blast.add(resource("c", at: 130, severity: 5))
    for _ in 0..<2 { totals.count(BlastTotals(blast, isConfirmed: true), counted: &counted) }
    #expect(totals[.untilConfirmed] == [1, 3, 0] && totals[.afterwards] == [1, 5, 0] && totals[.unconfirmed] == .zero)
    #expect(counted == totals)
  }

  @Test("what moves to another part counts once, where it was counted first")
  func moving() {
    var blast = Blast(tripTime: 100)
    var totals = BlastTotals()
    var counted = BlastTotals()
    blast.add(resource("a", at: 110))
    totals.count(BlastTotals(blast, isConfirmed: false), counted: &counted)
    #expect(totals[.unconfirmed] == [1, 3, 0])
    blast.confirmedAt = 120
    blast.add(resource("b", at: 130))
    totals.count(BlastTotals(blast, isConfirmed: true), counted: &counted)
    #expect(totals.sum == [2, 6, 0] && totals[.unconfirmed] == [1, 3, 0])
    blast.confirmedAt = 140
    totals.count(BlastTotals(blast, isConfirmed: true), counted: &counted)
    #expect(totals.sum == [2, 6, 0])
  }
}

@Suite("trips, added up")
struct TripTalliesTests {
  private let decided = TripFile(verdict, messageTimestamp: 1_000, arrivedAt: 2_000, decidedAt: 3_000)

  private static var verdict: Verdict { Verdicts.trip(at: 500) }

  @Test("each step of a trip's ledger counts once, when it is known; the last ones when all have confirmed")
  func steps() {
    var tallies = TripTallies()
    var file = decided
    tallies.count(file, isConfirmed: nil)
    #expect(tallies.ledger[.sourceLag].count == 1 && tallies.ledger[.decide].count == 1 && tallies.ledger[.record].count == 0)
    file.ledger.committedAt = 4_000
    file.ledger.note(EnforcementReceipt(plannedAt: 5_000, appliedAt: 6_000, verifiedAt: 7_000, detail: ""), by: "one")
    tallies.count(file, isConfirmed: nil)
    #expect(tallies.ledger[.record].count == 1 && tallies.ledger[.enforce].count == 0)
    file.ledger.note(EnforcementReceipt(plannedAt: 5_000, appliedAt: 8_000, verifiedAt: 9_000, detail: ""), by: "other")
    for _ in 0..<2 { tallies.count(file, isConfirmed: true) }
    #expect(LedgerStep.allCases.allSatisfy { tallies.ledger[$0].count == 1 })
    #expect(tallies.ledger[.total].sum == 8.5e-6)
  }

  @Test("one that is forgotten is counted before, and asked about no more")
  func forgotten() {
    var tallies = TripTallies()
    tallies.noteChange(of: decided.verdict.identifier)
    tallies.forget(decided, isConfirmed: false)
    #expect(tallies.ledger[.decide].count == 1 && tallies.changed.isEmpty)
  }
}

@Suite("tallies of trips that others have counted")
struct KnownTripTests {
  @Test("a trip as the topic has it adds nothing, and what becomes of it here is added")
  func known() throws {
    let verdict = try Boards.trip()
    var file = TripFile(verdict, messageTimestamp: verdict.time, arrivedAt: verdict.time, decidedAt: verdict.time)
    var tallies = TripTallies()
    tallies.know(file, isConfirmed: nil)
    tallies.count(file, isConfirmed: nil)
    #expect(tallies.ledger[.decide].count == 0 && tallies.blast == BlastTotals())
    file.ledger.committedAt = verdict.time + 1
    tallies.count(file, isConfirmed: nil)
    #expect(tallies.ledger[.record].count == 1)
  }
}
