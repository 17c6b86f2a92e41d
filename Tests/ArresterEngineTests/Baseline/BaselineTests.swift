import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("The learned baseline")
struct BaselineTests {
  static func makeModel(minimumBuckets: Int = 50, mostFactor: Double = 4) -> EngineModel {
    var model = makeDefaultModel()
    model.baseline = BaselinePolicy(bucketSeconds: 300, alpha: 1e-6, minimumBuckets: minimumBuckets, mostFactor: mostFactor)
    return model
  }

  /// One conspicuous burst, then buckets with so many calls each, evenly spread.
  static func days(_ maker: inout EventMaker, _ calls: [Int], burst: Int = 35) -> [ChangeEvent] {
    var events = (0..<burst).map { maker.modify(at: Double($0)) }
    for (bucket, count) in calls.enumerated() {
      let start = Double((bucket + 1) * 300)
      events += (0..<count).map { maker.modify(at: start + Double($0) * 300 / Double(count)) }
    }
    return events
  }

  /// From 10 to 70 calls in five minutes: never half of a limit.
  static let busy = (0..<60).map { 10 + ($0 * 23) % 61 }
  private static let afterBusy = Double(61 * 300 + 1200)

  private func burst(_ maker: inout EventMaker, _ count: Int, at time: Double = afterBusy) -> [ChangeEvent] {
    (0..<count).map { maker.modify(at: time + Double($0) * 2.5) }
  }

  @Test("whoever never meets half of a limit is not learnt, and costs nothing")
  func inconspicuous() {
    let engine = Engine(Self.makeModel())
    var maker = EventMaker()
    engine.feed(Self.days(&maker, Self.busy, burst: 0))
    #expect(engine.shard.counters.baselines == BaselineCounters() && engine.shard.baselines.isEmpty)
  }

  @Test("what is ordinary for a busy principal is no warning, and what is not says what was ordinary")
  func raised() throws {
    var maker = EventMaker()
    let events = Self.days(&maker, Self.busy) + burst(&maker, 85)
    #expect(Engine(makeDefaultModel()).verdicts(events).count == 2)
    let engine = Engine(Self.makeModel())
    let found = engine.verdicts(events)
    #expect(found.count == 1 && found[0].time < start + 300 * second, "only the burst at the beginning")
    #expect(engine.shard.counters.baselines.warningsHeldBack == 1)
    let more = engine.verdicts((0..<300).map { maker.modify(at: Self.afterBusy + 3600 + Double($0)) })
    let reading = try #require(more.flatMap(\.signals).first { $0.windowSeconds == 300 })
    let baseline = try #require(reading.baseline)
    #expect(baseline.buckets >= 60 && baseline.mean > 30 && baseline.mean < 50)
    #expect(reading.threshold > 150 && reading.threshold <= 600 && reading.observed == (reading.threshold / 2).rounded(.up))
  }

  @Test("before enough buckets are known the model's limit stands")
  func tooFew() {
    var maker = EventMaker()
    let engine = Engine(Self.makeModel(minimumBuckets: 61))
    let events = Self.days(&maker, Self.busy) + burst(&maker, 85)
    #expect(engine.verdicts(events).count == 2)
    #expect(engine.shard.counters.baselines.learnt <= 60)
  }

  @Test("before that the prior of the kind serves")
  func prior() {
    var model = Self.makeModel()
    model.baseline?.priors = [.agent: CallRate(mean: 40, variance: 400)]
    var maker = EventMaker()
    #expect(Engine(model).verdicts(burst(&maker, 85)).isEmpty, "half of 210, the limit that the prior gives, is 105")
    let warning = Engine(model).verdicts(burst(&maker, 110))
    #expect(warning.flatMap(\.signals).map(\.threshold) == [210])
    maker.kind = .unknown
    #expect(Engine(model).verdicts(burst(&maker, 85)).count == 1, "the model says nothing of unknown ones")
  }

  @Test("a soft limit is raised at most by the model's factor, and never above a ceiling")
  func most() {
    var model = Self.makeModel(mostFactor: 1.1)
    var maker = EventMaker()
    let history = Self.days(&maker, Self.busy)
    let later = (0..<200).map { maker.modify(at: Self.afterBusy + Double($0)) }
    #expect(Engine(model).verdicts(history + later).flatMap(\.signals).map(\.threshold).max() == 165)
    model = Self.makeModel()
    for index in model.limits[.agent].indices where model.limits[.agent][index].signal == .velocity {
      model.limits[.agent][index].hard = 155
    }
    let trips = Engine(model).verdicts(history + later).filter { $0.type == .trip }
    #expect(trips.map(\.rule) == [.ceiling] && trips[0].signals.allSatisfy { $0.threshold == 155 && $0.isHard })
  }

  @Test("what met half of a limit teaches nothing, nor does what led to a trip")
  func loud() {
    var maker = EventMaker()
    let engine = Engine(Self.makeModel())
    // Every third bucket holds a burst, which is in the windows that end in the next one too.
    let calls = (0..<90).map { $0 % 3 == 0 ? 120 : 20 }
    engine.feed(Self.days(&maker, calls))
    engine.feed(maker.modify(at: 91 * 300 + 3600))
    let counters = engine.shard.counters.baselines
    #expect(counters.loud >= 59 && counters.learnt == 30 && counters.begun == 1)
    engine.feed([maker.modify(at: 91 * 300 + 3700), maker.modify(at: 91 * 300 + 3701, flags: [.oneStrike])])
    engine.feed((1...4).map { maker.modify(at: 91 * 300 + 3701 + Double($0) * 86_400) })
    #expect(engine.shard.counters.baselines.learnt <= 30 + 3, "the bucket before the trip is not among them")
  }

  @Test("two days of teaching do not disarm it: destruction at speed trips at the same event as without")
  func poisoned() {
    var maker = EventMaker()
    let patient = (0..<576).map { min(74, 5 + $0 / 8) }
    let history = Self.days(&maker, patient)
    let time = Double(577 * 300 + 3600)
    let attack = (0..<40).map { maker.delete("database-\($0)", at: time + Double($0)) }
    let noise = (0..<200).map { maker.modify(at: time + Double($0) / 5) }
    let events = history + (attack + noise).sorted { $0.time < $1.time }
    let (with, without) = (Engine(Self.makeModel()), Engine(makeDefaultModel()))
    let (found, expected) = (with.verdicts(events), without.verdicts(events))
    let (trip, plain) = (found.first { $0.type == .trip }, expected.first { $0.type == .trip })
    #expect(with.shard.counters.baselines.learnt > 500, "it was taught")
    #expect(trip != nil && trip?.time == plain?.time && trip?.rule == plain?.rule && trip?.identifier == plain?.identifier)
  }

  @Test("a trip that only its baseline holds back is counted once, and as delayed where it comes after all")
  func heldBack() {
    var model = Self.makeModel()
    // Two soft signals: velocity, and regions.
    model.confirmedMinimumDestroyed = 0
    var maker = EventMaker()
    let history = Self.days(&maker, Self.busy)
    var work: [ChangeEvent] = []
    for index in 0..<170 {
      maker.region = ["us-east-1", "eu-west-1", "ap-south-1"][index % 3]
      work.append(maker.modify(at: Self.afterBusy + Double(index) * 1.5))
    }
    let engine = Engine(model)
    #expect(engine.verdicts(history + work).filter { $0.type == .trip }.isEmpty)
    #expect(engine.shard.counters.baselines.tripsHeldBack == 1 && engine.shard.counters.baselines.tripsDelayed == 0)
    #expect(engine.verdicts([maker.modify(at: Self.afterBusy + 260, flags: [.oneStrike])]).count == 1)
    #expect(engine.shard.counters.baselines.tripsDelayed == 1 && engine.shard.counters.baselines.tripsRemoved == 0)
    model.baseline = nil
    #expect(Engine(model).verdicts(history + work).contains { $0.type == .trip })
  }

  @Test("a baseline outlives the windows of its principal, and what was recorded of it serves after a restart")
  func recorded() throws {
    var maker = EventMaker()
    let history = Self.days(&maker, Self.busy)
    let engine = Engine(Self.makeModel())
    var kept: [LatchKey: RecordedBaseline] = [:]
    engine.shard.onLearnt = { kept[$0] = $1 }
    engine.feed(history)
    // Hours later, its record was forgotten.
    let late = Self.afterBusy + 40_000
    var other = EventMaker()
    other.principal = "another"
    engine.feed(other.modify(at: late - 1))
    #expect(engine.shard.principalCount == 1)
    let busyAgain = burst(&maker, 85, at: late)
    #expect(engine.verdicts(busyAgain).count == 1, "the first warning of all")
    #expect(engine.shard.counters.baselines.begun == 1)
    let restarted = Engine(Self.makeModel())
    restarted.shard.recordedBaseline = { kept[$0] }
    #expect(restarted.verdicts(busyAgain).isEmpty)
    #expect(Engine(Self.makeModel()).verdicts(busyAgain).count == 1)
  }

  @Test("replayed events that were learnt before are not learnt twice")
  func replayed() throws {
    var maker = EventMaker()
    let history = Self.days(&maker, Self.busy)
    let engine = Engine(Self.makeModel())
    var (kept, isKeeping): ([LatchKey: RecordedBaseline], Bool) = ([:], true)
    engine.shard.onLearnt = { if isKeeping { kept[$0] = $1 } }
    let split = history.count * 2 / 3
    engine.feed(Array(history[..<split]))
    isKeeping = false
    engine.feed(Array(history[split...]))
    let restarted = Engine(Self.makeModel())
    restarted.shard.recordedBaseline = { kept[$0] }
    restarted.shard.isWarmingUp = true
    let back = Double(Self.makeModel().longestWindowSeconds + Self.makeModel().baselineDepthSeconds(.aws))
    let from = history.firstIndex { $0.time >= history[split].time - Int64(back) * second } ?? 0
    restarted.feed(Array(history[from..<split]))
    restarted.shard.isWarmingUp = false
    restarted.feed(Array(history[split...]))
    let key = LatchKey(history[0])
    let (left, right) = (engine.shard.baseline(of: key), restarted.shard.baseline(of: key))
    #expect(left != nil && left == right)
  }

  @Test("the table is bounded: at its limit the longest idle makes room, and is counted")
  func bounded() {
    var model = Self.makeModel()
    model.bounds.baselines = 3
    let engine = Engine(model)
    for index in 0..<5 {
      var maker = EventMaker()
      maker.principal = "principal-\(index)"
      var events = (0..<35).map { maker.modify(at: Double(index * 600 + $0)) }
      for event in events.indices { events[event].identifier += "-\(index)" }
      engine.feed(events)
    }
    #expect(engine.shard.counters.baselines.begun == 5 && engine.shard.counters.baselines.forgotten == 2)
    #expect(engine.shard.baselines.find(1) == nil)
  }
}
