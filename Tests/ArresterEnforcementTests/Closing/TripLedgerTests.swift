import ArresterBase
import Testing

@testable import ArresterEnforcement

@Suite("A trip's ledger")
struct TripLedgerTests {
  private func makeLedger() -> TripLedger {
    TripLedger(trip: "abc", eventTime: 1000, messageTimestamp: 1300, arrivedAt: 1310, decidedAt: 1311, committedAt: 1320)
  }

  private func receipt(_ applied: Int64?, _ verified: Int64?) -> EnforcementReceipt {
    EnforcementReceipt(plannedAt: 0, appliedAt: applied, verifiedAt: verified, detail: "")
  }

  @Test("divides the time from the event to the last read-back")
  func spans() {
    var ledger = makeLedger()
    ledger.note(receipt(1400, 1500), by: "aws")
    ledger.note(receipt(1450, 1490), by: "other")
    ledger.note(receipt(9000, 9000), by: "aws")
    let spans = [ledger.sourceLag, ledger.queueLag, ledger.decide, ledger.record, ledger.enforce, ledger.verify, ledger.total]
    #expect(spans == [300, 10, 1, 9, 130, 50, 500])
    #expect(spans.dropLast().compactMap(\.self).reduce(0, +) == ledger.total)
  }

  @Test("leaves open what is not known, and says clocks that disagree as they are")
  func unknown() {
    var ledger = TripLedger(trip: "abc", eventTime: 1000, messageTimestamp: 900)
    #expect(ledger.sourceLag == -100)
    #expect(ledger.queueLag == nil)
    ledger.note(receipt(1400, nil), by: "hook")
    #expect(ledger.verify == nil)
    #expect(ledger.total == nil)
    ledger = TripLedger(trip: "abc", eventTime: .min, messageTimestamp: .max)
    #expect(ledger.sourceLag == nil)
  }

  @Test("is written as one object")
  func written() {
    var ledger = makeLedger()
    ledger.note(receipt(1400, nil), by: "hook")
    var json = JSONText()
    ledger.write(to: &json)
    let spans = #""sourceLag":300,"queueLag":10,"decide":1,"record":9,"enforce":80,"verify":null,"total":null"#
    let enforcers = #"[{"name":"hook","enforce":80,"verify":null}]"#
    #expect(
      json.text
        == #"{"trip":"abc","eventTime":"1970-01-01T00:00:00.000001Z","nanoseconds":{\#(spans)},"enforcers":\#(enforcers)}"#)
  }
}

@Suite("The blast of a trip")
struct BlastTests {
  private func resource(_ name: String, _ time: Int64, severity: Int = 3, isReversible: Bool = true) -> DestroyedResource {
    DestroyedResource(identifier: name, time: time, severity: severity, isReversible: isReversible)
  }

  @Test("is what was destroyed before the trip, until the confirmation, and after it")
  func parts() {
    var blast = Blast(tripTime: 1000)
    blast.confirmedAt = 2000
    for (name, time) in [("c", 2001), ("a", 1000), ("b", 1001), ("d", 2000)] as [(String, Int64)] { blast.add(resource(name, time)) }
    let parts = blast.parts
    #expect([parts.beforeTrip, parts.untilConfirmed, parts.afterwards].map(\.resources) == [1, 2, 1])
  }

  @Test("has no end before the confirmation")
  func unconfirmed() {
    var blast = Blast(tripTime: 1000)
    blast.add(resource("a", .max))
    #expect(blast.parts.untilConfirmed.resources == 1)
  }

  @Test("counts a resource once, where it was first destroyed, at its greatest severity", arguments: [false, true])
  func once(isReversed: Bool) {
    var blast = Blast(tripTime: 1000)
    let both = [resource("a", 900, severity: 3), resource("a", 1500, severity: 8, isReversible: false)]
    for resource in isReversed ? both.reversed() : both { blast.add(resource) }
    #expect(blast.parts.beforeTrip == Blast.Part(resources: 1, severity: 8, irreversible: 1))
    #expect(blast.parts.untilConfirmed == Blast.Part())
  }

  @Test("keeps a bounded number of resources and counts the rest")
  func bounded() {
    var blast = Blast(tripTime: 1000, maximumResources: 2)
    for name in ["a", "b", "c", "a"] { blast.add(resource(name, 1)) }
    #expect(blast.parts.beforeTrip.resources == 2)
    #expect(blast.uncounted == 1)
  }

  @Test("is written as one object")
  func written() {
    var blast = Blast(tripTime: 0)
    blast.add(resource("a", 0, severity: 8, isReversible: false))
    var json = JSONText()
    blast.write(to: &json)
    let none = #"{"resources":0,"severity":0,"irreversible":0}"#
    #expect(
      json.text
        == #"{"tripTime":"1970-01-01T00:00:00Z","confirmedAt":null,"beforeTrip":{"resources":1,"severity":8,"irreversible":1},"#
        + #""untilConfirmed":\#(none),"afterwards":\#(none),"uncounted":0}"#)
  }
}
