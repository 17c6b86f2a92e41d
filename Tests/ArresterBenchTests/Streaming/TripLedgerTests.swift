import Testing

@testable import ArresterBench

@Suite("the ledger of trips")
struct TripLedgerTests {
  private let ledger = TripLedger(run: "00c0ffee")

  private func key(_ agent: Int) -> [UInt8] {
    DeletionTemplate(account: Traffic.account, run: "00c0ffee").key(agent: agent)
  }

  @Test("an agent waits from its last deletion until it is denied")
  func waiting() {
    ledger.note(agent: 7, due: 100, sent: 110)
    #expect(ledger.waiting == [7])
    ledger.noteVisible(agent: 7, at: 200)
    #expect(ledger.waiting.isEmpty)
    #expect(ledger.trips(dueFrom: 0).map(\.visible) == [200])
  }

  @Test("a round's times go to the trips that it decided, and to no other")
  func rounds() {
    ledger.note(agent: 1, due: 100, sent: 110)
    ledger.note(agent: 2, due: 200, sent: 210)
    ledger.noteDecided(principal: key(1))
    ledger.noteRound(fetched: 120, scored: 130, committed: 150)
    ledger.noteDecided(principal: key(2))
    ledger.noteRound(fetched: 220, scored: 230, committed: 250)
    let trips = ledger.trips(dueFrom: 0)
    #expect(trips.map(\.fetched) == [120, 220])
    #expect(trips.map(\.scored) == [130, 230])
    #expect(trips.map(\.committed) == [150, 250])
    #expect(trips.allSatisfy { $0.decided != nil })
  }

  @Test("a decision before the deletion that should have brought it is counted apart")
  func early() {
    ledger.noteDecided(principal: key(9))
    ledger.notePublished(principal: key(9))
    ledger.noteDecided(principal: "arn:aws:iam::111122223333:role/somebody".utf8)
    #expect(ledger.earlyCount == 2)
    #expect(ledger.trips(dueFrom: 0).isEmpty)
  }

  @Test("only trips from a time on are told, in the order of their agents")
  func measured() {
    for agent in [3, 1, 2] { ledger.note(agent: agent, due: Int64(agent) * 100, sent: 0) }
    #expect(ledger.trips(dueFrom: 200).map(\.due) == [200, 300])
  }

  @Test("the first finding of a trip counts")
  func published() {
    ledger.note(agent: 1, due: 100, sent: 110)
    ledger.notePublished(principal: key(1))
    let first = ledger.trips(dueFrom: 0).first?.published
    ledger.notePublished(principal: key(1))
    #expect(first != nil)
    #expect(ledger.trips(dueFrom: 0).first?.published == first)
  }

  @Test("an alert is told from a warning by its bytes")
  func alerts() {
    func isAlert(_ text: String) -> Bool { Array(text.utf8).withUnsafeBytes { FindingReader.isAlert($0) } }
    #expect(isAlert(#"{"activity_id":1,"is_alert":true,"message":"x"}"#))
    #expect(!isAlert(#"{"activity_id":1,"is_alert":false,"message":"is_alert"}"#))
    #expect(!isAlert(""))
  }
}
