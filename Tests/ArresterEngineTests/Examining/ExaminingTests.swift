import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("Examining what a shard counts")
struct ExaminingTests {
  /// Keeps what it is told.
  private final class Told: ShardExaminer {
    struct Change: Equatable {
      var identifier: String
      var destroyed: [String]
      var unnamed = 0
      var isTooLate = false
      var isPlanned = false
    }

    var changes: [Change] = []
    var readings: [WindowReading] = []
    var trips: [(verdict: Verdict, restoresAt: Int64)] = []

    func note(_ change: ExaminedChange) {
      changes.append(
        Change(
          identifier: change.frame.identifier.text, destroyed: change.destroyed.map { change.frame.name(of: $0).text },
          unnamed: change.destroyedUnnamed, isTooLate: change.isTooLate, isPlanned: change.isPlanned))
    }

    func note(_ reading: WindowReading) { readings.append(reading) }

    func note(_ verdict: Verdict, restoresAt: Int64) { trips.append((verdict, restoresAt)) }
  }

  private func makeEngine(_ model: EngineModel = makeDefaultModel()) -> (Engine, Told) {
    let (engine, told) = (Engine(model), Told())
    engine.shard.examine(with: told)
    return (engine, told)
  }

  @Test("changes no verdict of random streams", arguments: TestSeeds.take(60))
  func sameVerdicts(seed: UInt64) {
    let model = makeSmallModel()
    var generator = StreamGenerator(seed: seed, model: model)
    let plain = Engine(model)
    let (examined, told) = makeEngine(model)
    for step in generator.makeStream() {
      switch step {
      case .event(let event):
        plain.feed(event)
        examined.feed(event)
      case .restore(let event):
        guard let time = plain.admission.watermark(event.platform) else { continue }
        plain.shard.restore(LatchKey(event), at: time)
        examined.shard.restore(LatchKey(event), at: time)
      }
    }
    let verdicts = plain.shard.takeVerdicts()
    #expect(examined.shard.takeVerdicts() == verdicts, "seed \(seed)")
    #expect(told.trips.map(\.verdict) == verdicts.filter { $0.type != .warn }, "seed \(seed)")
  }

  @Test("a reading holds what the window holds with the change, for each window")
  func readings() throws {
    let (engine, told) = makeEngine()
    var maker = EventMaker()
    engine.feed([maker.delete("a", at: 0, severity: 5), maker.delete("b", at: 30), maker.modify(at: 200)])
    let last = told.readings.suffix(3)
    #expect(last.map(\.window) == [0, 1, 2])
    #expect(last.map { $0.value(of: .velocity) } == [1, 3, 3])
    #expect(last.map { $0.value(of: .destroyed) } == [0, 2, 2])
    #expect(last.map { $0.value(of: .severity) } == [0, 5, 5])
    #expect(last.allSatisfy { !$0.isSaturated } && told.readings.count == 9)
  }

  @Test("a late change is read in every window that it is in")
  func late() {
    let (engine, told) = makeEngine()
    var maker = EventMaker()
    engine.feed([maker.delete("a", at: 100), maker.delete("b", at: 130), maker.delete("c", at: 90)])
    let newest = told.readings.suffix(from: 6)
    // Ends at 90, 100 and 130 s in the minute and in five minutes; all in one or two buckets of the hour.
    #expect(newest.filter { $0.window == 1 }.map { $0.value(of: .destroyed) } == [1, 2, 3])
    #expect(newest.filter { $0.window == 0 }.map { $0.value(of: .destroyed) } == [1, 2, 3])
    #expect(newest.contains { $0.window == 2 && $0.value(of: .destroyed) == 3 })
  }

  @Test("permissions on what was just made are left out, in windows without a limit on them too")
  func permissions() {
    let (engine, told) = makeEngine()
    var maker = EventMaker()
    engine.feed([
      maker.create("role", at: 0), maker.make(.modify, ["role"], at: 1, flags: .permission),
      maker.make(.modify, ["other"], at: 2, flags: .permission),
    ])
    #expect(told.readings.suffix(3).map { $0.value(of: .permissions) } == [1, 1, 1])
  }

  @Test("what a change destroyed is told without its maker's own and young, and while the latch is tripped too")
  func destroyed() {
    var model = makeDefaultModel()
    model.hold.restoration = .never
    let (engine, told) = makeEngine(model)
    var maker = EventMaker()
    engine.feed([
      maker.create("own", at: 0), maker.delete("own", at: 1), maker.delete("a", at: 2), maker.delete("routine", at: 3, severity: 0),
      maker.delete("refused", at: 4, flags: .failed),
    ])
    #expect(told.changes.map(\.destroyed) == [[], [], ["a"], [], []])
    engine.feed((0..<12).map { maker.delete("x\($0)", at: 10 + Double($0)) })
    #expect(told.trips.count == 1 && told.trips[0].restoresAt == Latch.never)
    #expect(told.changes.count == 17 && told.changes.last?.destroyed == ["x11"])
    let readings = told.readings.count
    engine.feed(maker.delete("after", at: 30))
    #expect(told.readings.count == readings && told.changes.last?.destroyed == ["after"])
  }

  @Test("refused changes are read: they press")
  func pressure() {
    let (engine, told) = makeEngine()
    var maker = EventMaker()
    engine.feed([maker.delete("a", at: 0, flags: .failed), maker.delete("a", at: 1, flags: .failed)])
    #expect(told.readings.suffix(3).map { $0.value(of: .pressure) } == [2, 2, 2])
  }

  @Test("what is planned says so, and is in no reading")
  func planned() throws {
    let (engine, told) = makeEngine(try makeModel(planned: [makePlan()]))
    var maker = EventMaker()
    engine.feed([maker.delete("a", at: 0), maker.delete("b", at: 120)])
    #expect(told.changes.map(\.isPlanned) == [false, true] && told.changes[1].destroyed == ["b"])
    #expect(told.readings.count == 3)
  }

  @Test("what comes too late says so")
  func tooLate() {
    let (engine, told) = makeEngine()
    var (maker, other) = (EventMaker(), EventMaker())
    other.principal = "someone else"
    engine.feed([other.modify(at: 5000), maker.delete("a", at: 0)])
    #expect(told.changes.map(\.isTooLate) == [false, true] && told.readings.count == 3)
  }

  @Test("whoever is not judged is not examined")
  func service() {
    let (engine, told) = makeEngine()
    var maker = EventMaker()
    maker.kind = .service
    engine.feed(maker.delete("a", at: 0))
    #expect(told.changes.isEmpty && told.readings.isEmpty)
  }
}
