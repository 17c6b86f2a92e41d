import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("Scenarios that people tell")
struct ScenarioTests {
  @Test("an agent that deletes a database and creates it again in one region is caught, by the rule that says so")
  func recreatedDatabase() {
    var maker = EventMaker()
    maker.isStateful = true
    let found = verdicts([
      maker.modify(at: 0), maker.delete("orders", at: 60, severity: 5), maker.modify(at: 90), maker.create("orders", at: 600),
    ])
    let trip = found.first { $0.type == .trip }
    #expect(trip?.rule == .recreated && trip?.session == "run-1" && trip?.regions == ["us-east-1"])
    #expect(trip?.signals.map(\.signal) == [.recreated] && trip?.signals.first?.windowSeconds == 3600)
    #expect(trip?.resources.map(\.identifier) == ["orders"] && trip?.events == ["event-2", "event-4"])
  }

  @Test("a terraform apply of two hundred resources by an agent does not trip")
  func apply() {
    var maker = EventMaker()
    let events = (0..<200).map { number in
      maker.type = number % 2 == 0 ? "ec2:Instance" : "iam:Role"
      return maker.create("made-\(number)", at: 0.3 * Double(number), flags: number % 20 == 1 ? [.permission] : [])
    }
    #expect(verdicts(events).allSatisfy { $0.type == .warn })
  }

  @Test("nor does one that replaces a few things on its way: velocity with a few deletions alone does not trip")
  func applyWithDeletions() {
    var maker = EventMaker()
    var events = (0..<200).map { maker.create("made-\($0)", at: 0.3 * Double($0)) }
    for place in [40, 90, 140, 190] { events.insert(maker.delete("old-\(place)", at: 0.3 * Double(place)), at: place) }
    let found = verdicts(events)
    #expect(found.allSatisfy { $0.type == .warn })
    #expect(found.contains { $0.signals.contains { $0.signal == .velocity } })
  }

  @Test("what a preview made, its teardown may remove, however much it is")
  func preview() {
    var maker = EventMaker()
    let made = (0..<60).map { maker.create("preview-\($0)", at: Double($0)) }
    let removed = (0..<60).map { maker.delete("preview-\($0)", at: 1200 + Double($0), severity: 8) }
    #expect(verdicts(made + removed).allSatisfy { $0.type == .warn && $0.destroyed == 0 })
  }

  @Test("a teardown told before its making is taken back once the making is known")
  func lateMaking() {
    var maker = EventMaker()
    let engine = Engine(makeDefaultModel())
    engine.feed((0..<4).map { maker.delete("a\($0)", at: 100 + Double($0)) })
    #expect(engine.record(maker.modify(at: 0))!.pointee.destructions.count == 4)
    engine.feed((0..<4).map { maker.create("a\($0)", at: 10 + Double($0)) })
    let record = engine.record(maker.modify(at: 0))!
    let values = engine.newest(record, 2)
    #expect([values.destroyed, values.destructive, values.changes] == [0, 0, 8])
  }

  @Test("the same deletion twice in one moment is taken back with it, calls and all")
  func lateMakingOfRepeated() {
    var maker = EventMaker()
    let engine = Engine(makeDefaultModel())
    engine.feed([maker.delete("a", at: 100), maker.delete("a", at: 100), maker.delete("b", at: 100)])
    let record = engine.record(maker.modify(at: 0))!
    #expect(engine.newest(record, 2).destructive == 3)
    engine.feed(maker.create("a", at: 10))
    let values = engine.newest(record, 2)
    #expect([values.destroyed, values.destructive, values.changes] == [1, 1, 4])
  }

  @Test("a session that only narrows: the principal's windows hold the deletions of all its sessions")
  func manySessions() {
    var maker = EventMaker()
    let events = (0..<10).map { number in
      maker.session = "run-\(number)"
      return maker.delete("a\(number)", at: Double(number))
    }
    let trip = verdicts(events).first { $0.type == .trip }
    #expect(trip != nil && trip?.session == nil)
  }

  @Test("a verdict lists at most 20 resources, heaviest first, and 50 events, its own among them")
  func evidence() {
    var model = makeDefaultModel()
    model.limits = KindTable { _ in [Limit(signal: .destroyed, window: 2, hard: 60, soft: nil)] }
    var maker = EventMaker()
    let found = verdicts((0..<60).map { maker.delete("a\($0)", at: Double($0), severity: UInt8($0 % 8 + 1)) }, model)
    let trip = found.first { $0.type == .trip }!
    #expect(trip.resources.count == 20 && trip.events.count == 50 && trip.events.contains("event-60"))
    #expect(trip.resources.map(\.severity) == trip.resources.map(\.severity).sorted(by: >))
    #expect(trip.resources.prefix(7).allSatisfy { $0.severity == 8 && !$0.isReversible })
  }

  @Test("of one name in two regions the order of evidence is always the same")
  func evidenceOrder() {
    for count in 2...9 {
      var maker = EventMaker()
      let events = (0..<count).reversed().map { number in
        maker.region = "region-\(number)"
        return maker.delete("default", at: 0)
      }
      let last = maker.delete("default", at: 0, flags: [.oneStrike])
      let regions = verdicts(events + [last]).last!.resources.map(\.region)
      #expect(regions == regions.sorted())
    }
  }

  @Test("one name in several places is several resources")
  func places() {
    var maker = EventMaker()
    let events = ["us-east-1", "eu-west-1", ""].map { region in
      maker.region = region
      return maker.delete("default", at: 0)
    }
    let engine = Engine(makeDefaultModel())
    engine.feed(events)
    #expect(engine.newest(engine.record(events[0])!, 2).destroyed == 3)
  }
}
