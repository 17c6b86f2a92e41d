import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("The rules of section 5")
struct RuleTests {
  private func rules(_ events: [ChangeEvent], _ model: EngineModel = makeDefaultModel()) -> [Rule] {
    verdicts(events, model).compactMap(\.rule)
  }

  // MARK: One-strike

  @Test("one-strike trips on the attempt, failed or not, and says which session tried")
  func oneStrike() {
    for flags in [EventFlags.oneStrike, [.oneStrike, .failed]] {
      var maker = EventMaker()
      let verdict = verdicts([maker.delete("vault", at: 0, flags: flags)]).first
      #expect(verdict?.type == .trip && verdict?.rule == .oneStrike && verdict?.session == "run-1")
      #expect(verdict?.resources.map(\.identifier) == ["vault"] && verdict?.score == 100)
    }
  }

  @Test("one-strike is decided for an event that is too late for the windows")
  func tooLateOneStrike() {
    var maker = EventMaker()
    let events = [maker.modify(at: 5000), maker.delete("vault", at: 0, flags: [.oneStrike])]
    #expect(rules(events) == [.oneStrike])
  }

  @Test("a one-strike on data is none on what weighs nothing, nor on one's own and young")
  func dataOneStrike() {
    var maker = EventMaker()
    #expect(rules([maker.delete("a", at: 0, severity: 0, flags: [.oneStrike])]).isEmpty)
    #expect(rules([maker.create("a", at: 0), maker.delete("a", at: 60, flags: [.oneStrike])]).isEmpty)
    #expect(rules([maker.create("a", at: 0), maker.delete("a", at: 3601, flags: [.oneStrike])]) == [.oneStrike])
    #expect(rules([maker.create("a", at: 60), maker.delete("a", at: 60, flags: [.oneStrike])]) == [.oneStrike], "not created earlier")
    var other = EventMaker()
    other.principal = "another"
    #expect(rules([other.create("a", at: 0), maker.delete("a", at: 60, flags: [.oneStrike])]) == [.oneStrike])
  }

  @Test("of several resources one that counts is enough, and none is not")
  func mixedOneStrike() {
    var maker = EventMaker()
    func delete(_ resources: [(String, UInt8)]) -> ChangeEvent {
      var event = maker.make(.delete, [], at: 60, flags: [.oneStrike])
      event.resources = resources.map { ChangeEvent.Resource(names: [$0.0], severity: $0.1) }
      return event
    }
    let made = maker.create("own", at: 0)
    #expect(rules([made, delete([("own", 8), ("weightless", 0)])]).isEmpty)
    #expect(rules([made, delete([("own", 8), ("foreign", 3)])]) == [.oneStrike])
    #expect(rules([delete([])]) == [.oneStrike], "an attempt that names nothing is an attempt")
  }

  @Test("a one-strike on a guardrail always holds")
  func guardrail() {
    var maker = EventMaker()
    #expect(rules([maker.delete("a", at: 0, severity: 0, flags: [.oneStrike, .guardrailStrike])]) == [.oneStrike])
    let events = [maker.create("a", at: 0), maker.delete("a", at: 60, flags: [.oneStrike, .guardrailStrike])]
    #expect(rules(events) == [.oneStrike])
    let labelled = [maker.create("b", at: 0), maker.delete("b", at: 60, flags: [.oneStrike, .guardrail])]
    #expect(rules(labelled).isEmpty, "a label is not the class of the strike")
  }

  // MARK: Ceiling

  @Test("a ceiling trips when it is met: ten resources in five minutes, not nine, nor ten calls on one")
  func ceiling() {
    var maker = EventMaker()
    maker.session = ""
    // Harmless changes keep the ratio low, so that only the ceiling can hold.
    let harmless = (0..<40).map { maker.modify(at: 0.1 * Double($0)) }
    #expect(rules(harmless + (0..<9).map { maker.delete("a\($0)", at: 10 + Double($0)) }).isEmpty)
    #expect(rules(harmless + (0..<10).map { maker.delete("a\($0)", at: 10 + Double($0)) }) == [.ceiling])
    #expect(rules(harmless + (0..<10).map { maker.delete("a", at: 10 + Double($0)) }).isEmpty)
    #expect(!rules(harmless + (0..<10).map { maker.delete("a\($0)", at: 10 + 40 * Double($0)) }).contains(.ceiling), "not in 5 min")
  }

  @Test("severity counts heavy resources only, each at its greatest")
  func severityCeiling() {
    var maker = EventMaker()
    let harmless = (0..<40).map { maker.modify(at: 0.1 * Double($0)) }
    #expect(rules(harmless + (0..<3).map { maker.delete("a\($0)", at: 10, severity: 8) }) == [.ceiling])
    #expect(rules(harmless + (0..<8).map { maker.delete("a\($0)", at: 10, severity: 4) }).isEmpty)
    #expect(rules(harmless + (0..<6).map { maker.delete("a\($0 % 2)", at: 10, severity: 8) }).isEmpty)
  }

  @Test("failures are pressure: they enter no other signal")
  func failures() {
    var maker = EventMaker()
    #expect(rules((0..<100).map { maker.delete("a\($0)", at: Double($0), flags: [.failed]) }).isEmpty)
  }

  @Test("fan-out counts in destroyed and not in velocity or ratio")
  func fanOut() {
    var maker = EventMaker()
    let engine = Engine(makeDefaultModel())
    let verdicts = engine.verdicts((0..<10).map { maker.delete("a\($0)", at: Double($0), flags: [.fanOut]) }).filter { $0.type == .trip }
    #expect(verdicts.map(\.rule) == [.ceiling])
    #expect(verdicts.first?.changes == 0 && verdicts.first?.destroyed == 10)
    #expect(verdicts.first?.signals.allSatisfy { $0.signal == .destroyed } == true)
  }

  // MARK: Confirmed

  @Test("confirmed needs two soft signals, a telling one among them, five changes and three destroyed")
  func confirmed() {
    var model = makeDefaultModel()
    func limits(_ soft: [Limit]) -> EngineModel {
      model.limits = KindTable { _ in soft }
      return model
    }
    let destroyed = Limit(signal: .destroyed, window: 1, hard: nil, soft: 2)
    let velocity = Limit(signal: .velocity, window: 1, hard: nil, soft: 3)
    let ratio = Limit(signal: .destructiveRatio, window: 1, hard: nil, soft: 0.2)
    func stream(changes: Int, deletes: Int) -> [ChangeEvent] {
      var maker = EventMaker()
      return (0..<changes).map { maker.modify(at: Double($0)) } + (0..<deletes).map { maker.delete("a\($0)", at: 10 + Double($0)) }
    }
    #expect(rules(stream(changes: 2, deletes: 3), limits([destroyed, ratio])) == [.confirmed])
    #expect(rules(stream(changes: 2, deletes: 3), limits([destroyed, velocity])).isEmpty, "no telling one")
    #expect(rules(stream(changes: 2, deletes: 3), limits([ratio])).isEmpty, "only one")
    #expect(rules(stream(changes: 1, deletes: 3), limits([destroyed, ratio])).isEmpty, "four changes")
    #expect(rules(stream(changes: 3, deletes: 2), limits([destroyed, ratio])).isEmpty, "two destroyed")
    #expect(rules(stream(changes: 2, deletes: 3), limits([destroyed, Limit(signal: .destroyed, window: 1, hard: nil, soft: 3)])).isEmpty)
  }

  @Test("regions and scopes are one signal, so that the two alone confirm nothing; with another they do")
  func spread() {
    var model = makeDefaultModel()
    let spreads = [
      Limit(signal: .spreadRegions, window: 1, hard: nil, soft: 2), Limit(signal: .spreadScopes, window: 1, hard: nil, soft: 2),
    ]
    var maker = EventMaker()
    var events = (0..<3).map { maker.delete("a\($0)", at: Double($0)) } + (0..<4).map { maker.modify(at: 3 + Double($0)) }
    events[4].region = "eu-west-1"
    events[5].scope = "another"
    model.limits = KindTable { _ in spreads }
    #expect(rules(events, model).isEmpty)
    model.limits = KindTable { _ in spreads + [Limit(signal: .destroyed, window: 1, hard: nil, soft: 3)] }
    #expect(rules(events, model) == [.confirmed])
  }

  @Test("two signals in two windows confirm nothing")
  func windowsApart() {
    var model = makeDefaultModel()
    model.limits = KindTable { _ in
      [Limit(signal: .destroyed, window: 2, hard: nil, soft: 3), Limit(signal: .destructiveRatio, window: 1, hard: nil, soft: 0.2)]
    }
    var maker = EventMaker()
    #expect(rules((0..<8).map { maker.delete("a\($0)", at: Double($0)) }, model).isEmpty)
  }

  @Test("a session cannot hide its ratio behind the changes of others, in other sessions or in none", arguments: ["run-2", ""])
  func hiddenSession(other: String) {
    var maker = EventMaker()
    maker.session = other
    var events = (0..<40).map { maker.modify(at: 0.5 * Double($0)) }
    maker.session = "run-1"
    events += (0..<5).map { maker.delete("a\($0)", at: 20 + Double($0)) }
    let trip = verdicts(events).first { $0.type == .trip }
    #expect(trip?.rule == .confirmed && trip?.session == "run-1" && trip?.changes == 5)
  }

  @Test("a session's rule comes before a later one of its principal")
  func sessionFirst() {
    var maker = EventMaker()
    maker.session = "run-2"
    var events = (0..<40).map { maker.modify(at: 0.5 * Double($0)) }
    maker.session = "run-1"
    maker.isStateful = true
    let deleted = (0..<4).map { maker.delete("a\($0)", at: 20 + Double($0)) }
    events += deleted
    // With this create the principal has recreated something stateful (rule 4), and the session has two soft signals (rule 3).
    events.append(maker.create("a0", at: 30))
    let trips = verdicts(events).filter { $0.type == .trip }
    #expect(trips.map(\.rule) == [.confirmed] && trips.first?.session == "run-1")
  }

  // MARK: Recreated and tampering

  @Test("only a stateful resource deleted and created again within the longest window trips by itself")
  func recreated() {
    for isStateful in [true, false] {
      var maker = EventMaker()
      maker.isStateful = isStateful
      let expected: [Rule] = isStateful ? [.recreated] : []
      #expect(rules([maker.delete("db", at: 0), maker.create("db", at: 3500)]) == expected)
      #expect(rules([maker.delete("db", at: 0), maker.create("db", at: 0)]) == expected, "at the same time")
      #expect(rules([maker.create("db", at: 10), maker.delete("db", at: 0)]) == expected, "told in the wrong order")
      #expect(rules([maker.delete("db", at: 0), maker.create("db", at: 3700)]).isEmpty)
      #expect(rules([maker.create("db", at: 0), maker.delete("db", at: 10), maker.create("db", at: 20)]).isEmpty, "own and young")
      #expect(rules([maker.delete("db", at: 0, severity: 0), maker.create("db", at: 10)]).isEmpty, "weighs nothing")
      #expect(rules([maker.make(.disrupt, ["db"], at: 0), maker.create("db", at: 10)]).isEmpty, "disrupted, not deleted")
    }
  }

  @Test("recreated means the same type, name, scope and region, by any name that the record gives")
  func recreatedIdentity() {
    var maker = EventMaker()
    maker.isStateful = true
    let deleted = maker.delete("db", at: 0)
    let created = maker.create("db", at: 10)
    var others = Array(repeating: created, count: 4)
    others[0].resourceType = "rds:DBCluster"
    others[1].scope = "another"
    others[2].region = "eu-west-1"
    others[3].resources[0].names = ["other"]
    for other in others { #expect(rules([deleted, other]).isEmpty) }
    var alias = created
    alias.resources[0].names = ["arn:db", "db"]
    #expect(rules([deleted, alias]) == [.recreated])
    alias.resourceType = "RDS:dbinstance"
    #expect(rules([deleted, alias]) == [.recreated], "types are compared without regard to case")
  }

  @Test("tampering trips on the attempt, late or failed")
  func tampering() {
    var maker = EventMaker()
    #expect(rules([maker.modify(at: 0, flags: [.tampering])]) == [.tampering])
    #expect(rules([maker.modify(at: 0, flags: [.tampering, .failed])]) == [.tampering])
    #expect(rules([maker.modify(at: 5000), maker.modify(at: 0, flags: [.tampering])]) == [.tampering])
    let both = maker.delete("a", at: 0, flags: [.tampering, .oneStrike])
    #expect(rules([both]) == [.oneStrike], "one event, one trip, by the first rule")
  }

  @Test("nobody is judged without a name")
  func unidentified() {
    var maker = EventMaker()
    #expect(verdicts((0..<30).map { maker.delete("a\($0)", at: Double($0), flags: [.unidentified, .oneStrike]) }).isEmpty)
  }
}
