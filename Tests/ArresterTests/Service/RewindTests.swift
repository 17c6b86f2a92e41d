import ArresterBase
import ArresterEngine
import ArresterEvents
import Testing

@testable import Arrester

@Suite("a lane that is rebuilt from its rewind point goes on as the one before")
struct RewindTests {
  /// Records after a cut that are compared: more than a window's worth of them.
  private static let horizon = 350

  @Test("the same later verdicts, byte for byte, wherever the stream is cut", arguments: TestSeeds.take(16))
  func anyCut(seed: UInt64) throws {
    let model = try TestModel.load()
    var maker = StreamMaker(seed: seed)
    let records = maker.make(900)
    var random = SeededRandom(seed: seed ^ 0xABCD)
    let cuts = Set((0..<4).map { _ in random.number(1...records.count - 1) })
    let lane = Lanes.fresh(model)
    var lines: [[String]] = []
    var left: [Int: (point: RewindPoint, latches: [LatchKey: Latch])] = [:]
    for index in records.indices {
      if cuts.contains(index) { left[index] = (try #require(lane.rewindPoint()), lane.recordedLatches) }
      lines.append(Lanes.take(records[index...index], lane))
    }
    for (cut, left) in left {
      let rebuilt = Lanes.rebuilt(model, at: Int64(cut), left.point, latches: left.latches)
      let again = Lanes.take(records[Int(left.point.offset)..<cut], rebuilt)
      #expect(again.isEmpty, "seed \(seed), cut at \(cut): what was decided is decided again")
      let end = min(records.count, cut + RewindTests.horizon)
      let actual = Lanes.take(records[cut..<end], rebuilt)
      #expect(actual == lines[cut..<end].flatMap { $0 }, "seed \(seed), cut at \(cut), rebuilt from \(left.point.text)")
      guard end == records.count else { continue }
      let known = rebuilt.recordedLatches.mapValues(Settled.init)
      #expect(known.allSatisfy { $0.value == lane.recordedLatches[$0.key].map(Settled.init) }, "seed \(seed), cut at \(cut)")
    }
  }

  /// A latch without what it counts for people.
  private struct Settled: Equatable {
    var latch: Latch

    init(_ latch: Latch) {
      self.latch = latch
      self.latch.suppressed = 0
    }
  }

  @Test("the same where people restore", arguments: TestSeeds.take(8))
  func restorations(seed: UInt64) throws {
    var model = try TestModel.load()
    model.engine.hold.restoration = .never
    var maker = StreamMaker(seed: seed)
    let records = maker.make(600)
    var random = SeededRandom(seed: seed)
    let restoresAt = Set((0..<25).map { _ in random.number(0...records.count - 1) })
    let cut = random.number(100...records.count - 1)
    let uninterrupted = Lanes.fresh(model)
    _ = run(records, 0..<cut, uninterrupted, restoresAt)
    let point = try #require(uninterrupted.rewindPoint())
    let rebuilt = Lanes.rebuilt(model, at: Int64(cut), point, latches: uninterrupted.recordedLatches)
    _ = Lanes.take(records[Int(point.offset)..<cut], rebuilt)
    let expected = run(records, cut..<records.count, uninterrupted, restoresAt)
    #expect(run(records, cut..<records.count, rebuilt, restoresAt) == expected, "seed \(seed), cut at \(cut), rebuilt from \(point.text)")
  }

  private func run(_ records: [String], _ range: Range<Int>, _ lane: PartitionLane, _ restoresAt: Set<Int>) -> [String] {
    var lines: [String] = []
    for index in range {
      lines += Lanes.take(records[index...index], lane)
      guard restoresAt.contains(index) else { continue }
      for (key, latch) in lane.shard.allLatches where latch.isTripped {
        lane.shard.restore(key, at: lane.watermarks[key.platform] ?? 0)
      }
    }
    return lines
  }

  @Test("what a principal made long before it was removed is still known to be its own")
  func ownAndYoungAcrossTheCut() throws {
    let model = try TestModel.load()
    let agent = CloudTrail()
    var records = [agent.createDatabase("orders", at: 0, id: "create")]
    records += (0..<3).map { agent.createFunction("f\($0)", at: 10, id: "c\($0)") }
    records.append(agent.deleteDatabase("orders", at: 3500, id: "delete"))
    records += (0..<3).map { agent.deleteFunction("f\($0)", at: 3501, id: "d\($0)") }
    records.append(agent.describe(at: 7000, id: "read"))
    let cut = records.count
    records.append(agent.createDatabase("orders", at: 7050, id: "again"))
    let first = Lanes.fresh(model)
    _ = Lanes.take(records[..<cut], first)
    let point = try #require(first.rewindPoint())
    let rebuilt = Lanes.rebuilt(model, at: Int64(cut), point, latches: first.recordedLatches)
    _ = Lanes.take(records[Int(point.offset)..<cut], rebuilt)
    let expected = Lanes.take(records[cut...], first)
    #expect(expected.isEmpty)
    #expect(Lanes.take(records[cut...], rebuilt) == expected)
  }

  @Test("a message of several records counts from its first one, with the watermarks before it")
  func containers() throws {
    let model = try TestModel.load()
    let agent = CloudTrail()
    let inner = [
      agent.deleteFunction("late", at: 3000, id: "i0"), agent.createFunction("new", at: 4000, id: "i1"),
      agent.createFunction("old", at: 3500, id: "i2"),
    ]
    let records = [agent.describe(at: 3100, id: "r"), "[" + inner.joined(separator: ",") + "]", agent.describe(at: 4010, id: "r2")]
    let first = Lanes.fresh(model)
    _ = Lanes.take(records[...], first)
    let point = try #require(first.rewindPoint())
    #expect(point.offset == 1)
    #expect(point.watermarks == [.aws: Int64(CloudTrail.start + 3100) * Timestamp.nanosecondsPerSecond])
  }

  @Test("where no window depends on anything, reading begins at the next record")
  func nothingToRebuild() throws {
    let model = try TestModel.load()
    let lane = Lanes.fresh(model)
    let agent = CloudTrail()
    #expect(lane.rewindPoint() == RewindPoint(offset: 0))
    _ = Lanes.take([agent.deleteFunction("f", at: 0, id: "1"), agent.describe(at: 90_000, id: "2")][...], lane)
    #expect(lane.rewindPoint()?.offset == 2)
  }

  @Test("the number of remembered offsets is bounded by the windows, not by the stream")
  func bounded() throws {
    let model = try TestModel.load()
    var tracker = RewindTracker(model: model.engine)
    for offset in 0..<100_000 {
      let time = Int64(offset) * 60 * Timestamp.nanosecondsPerSecond
      var marks = Watermarks()
      marks.raise(.aws, to: time)
      tracker.note(time: time, .aws, offset: Int64(offset), before: marks)
      if offset % 1000 == 999 {
        let point = tracker.point(next: Int64(offset) + 1, watermarks: [.aws: time])
        #expect(Int64(offset) - point.offset < 300)
      }
    }
  }

  @Test("a lane that warms up commits nothing")
  func warmingUp() throws {
    let model = try TestModel.load()
    let lane = Lanes.rebuilt(model, at: 2, RewindPoint(offset: 0), latches: [:])
    let agent = CloudTrail()
    Lanes.take("not JSON", offset: 0, lane)
    #expect(lane.committable() == nil)
    #expect(lane.deadLetters.isEmpty)
    Lanes.take(agent.describe(at: 0, id: "1"), offset: 1, lane)
    Lanes.take("not JSON", offset: 2, lane)
    #expect(lane.committable()?.offset == 3)
    #expect(lane.deadLetters.map(\.place) == [.message(topic: "events", partition: 0, offset: 2)])
  }
}
