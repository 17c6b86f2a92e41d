import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents
import Testing

@testable import ArresterEngine
@testable import ArresterTuning

/// The trace stands for replays: whatever limits are asked about, a replay with a model of those limits must say the same. Under other
/// limits than those of the model, one in which baselines are as the model's own replay learns them.
@Suite struct TraceReplayTests {
  /// Everything that a trace claims about one principal's breaker.
  struct Story: Hashable, CustomStringConvertible {
    var principal: String
    var kind: PrincipalKind
    var number: UInt32
    var time: Int64
    var rule: Rule

    var description: String { "\(principal) \(kind.name) #\(number) \(Timestamp.format(time)) \(rule.name)" }
  }

  /// Of kinds that trip.
  struct Told: Equatable {
    var stories: Set<Story>
    var warnings: Int
  }

  private static func declared() throws -> Model {
    var model = try TestModel.load()
    model.declare(Scenario.all.flatMap(\.kinds).compactMap(KindDeclaration.init))
    return model
  }

  private static func everyone() throws -> Model {
    var model = try TestModel.load()
    model.declare(["*=agent"].compactMap(KindDeclaration.init))
    return model
  }

  private static func replayed(_ records: [[UInt8]], _ model: Model, _ plans: PlanTable) throws -> Told {
    var options = Replay.Options()
    options.plans = plans
    return told(try Replay(model: model, options: options).run(records: records, clock: MonthLater()).verdicts, model)
  }

  private typealias Reading = (OrderedChanges, (EventFrame, Int64) -> Void) throws -> Void

  /// Under other limits, with baselines as they are learnt under the model's: a second shard learns and judges beside the first.
  private static func frozen(_ model: Model, _ limits: KindTable<[Limit]>, _ plans: PlanTable, _ read: Reading) throws -> Told {
    var engine = model.engine
    engine.plans = plans
    let teacher = Shard(model: engine)
    engine.limits = limits
    let judge = Shard(model: engine)
    judge.frozenLimit = { hash, window, second in teacher.learntLimits(hash, .aws, endingAt: second)?[window] ?? 0 }
    var verdicts: [Verdict] = []
    try read(OrderedChanges(model: model)) { frame, watermark in
      teacher.process(frame, watermark: watermark, isTooLate: false)
      judge.process(frame, watermark: watermark, isTooLate: false)
      verdicts += judge.takeVerdicts()
    }
    return told(verdicts, model)
  }

  private static func told(_ verdicts: [Verdict], _ model: Model) -> Told {
    let trips = verdicts.filter { $0.type == .trip }.map { verdict in
      Story(
        principal: verdict.principal, kind: verdict.principalKind, number: verdict.tripNumber, time: verdict.time,
        rule: verdict.rule ?? .tampering)
    }
    return Told(stories: Set(trips), warnings: verdicts.count { $0.type == .warn && model.engine.responses[$0.principalKind] == .trip })
  }

  private static func traced(_ trace: Trace, _ model: EngineModel) -> Told {
    let judge = TraceJudge(model, trace.floors)
    var stories: Set<Story> = []
    var warnings = 0
    for principal in trace.principals {
      let outcome = judge.outcome(of: principal)
      warnings += outcome.warnings.count
      for trip in outcome.trips {
        stories.insert(
          Story(
            principal: principal.key.principal, kind: principal.key.kind, number: trip.number, time: trip.time, rule: trip.rule))
      }
    }
    return Told(stories: stories, warnings: warnings)
  }

  /// The current limits, then some that are changed one or two at a time; other ones for each seed, so that each is quick.
  private static func settings(_ trace: Trace, seed: UInt64) -> [Setting] {
    let swept = SweepGrid.limits(of: trace)
    var settings: [Setting] = []
    for (index, limit) in swept.enumerated() {
      let tried = [limit.values.first, limit.values.last, limit.values.dropFirst(limit.values.count / 2).first]
      for value in Set(tried.compactMap(\.self)).sorted() {
        settings.append(Setting(changes: [Setting.Change(swept: index, value: value)]))
      }
      guard index + 1 < swept.count, let value = limit.values.first, let next = swept[index + 1].values.last else { continue }
      settings.append(Setting(changes: [Setting.Change(swept: index, value: value), Setting.Change(swept: index + 1, value: next)]))
    }
    return [.current] + settings.enumerated().filter { UInt64($0.offset) % 4 == seed % 4 }.map(\.element)
  }

  private static func compare(_ records: [[UInt8]], _ model: Model, _ plans: PlanTable, seed: UInt64) throws {
    let trace = try Trace.make(of: records, model: model, plans: plans, wanted: [], clock: MonthLater())
    let current = traced(trace, trace.model)
    #expect(current.stories.count > 5 && current.stories.contains { $0.number > 1 } && current.warnings > 5, "too little to compare")
    #expect(current == (try replayed(records, model, plans)))
    let swept = SweepGrid.limits(of: trace)
    for setting in settings(trace, seed: seed) {
      guard let engine = setting.model(trace.model, swept) else { continue }
      let replay = try frozen(model, engine.limits, plans) { try $0.forEach(of: records, clock: MonthLater(), $1) }
      #expect(traced(trace, engine) == replay, "seed \(seed), \(setting.words(swept))")
    }
  }

  @Test(
    "on the scenarios a trace says of any limits what a replay says: who trips, when, by which rule, again, and warnings",
    arguments: [1, 6, 23])
  func agreesOnScenarios(seed: UInt64) throws {
    let model = try TraceReplayTests.declared()
    let playing = Playing(seed: seed)
    let plans = try PlanTable(playing.played.flatMap(\.plans), bounds: model.engine.bounds)
    try TraceReplayTests.compare(playing.lines, model, plans, seed: seed)
  }

  @Test("the same on real trails", .enabled(if: SharedTrails.cloudTrail != nil, SharedTrails.isAbsent))
  func agreesOnRealTrails() throws {
    let files = try InputFiles([try #require(SharedTrails.cloudTrail)])
    for model in [try TraceReplayTests.declared(), try TraceReplayTests.everyone()] {
      let trace = try Trace.make(of: files, model: model, plans: .empty, wanted: [])
      let plain = TraceReplayTests.told(try Replay(model: model, options: Replay.Options()).run(files).verdicts, model)
      #expect(TraceReplayTests.traced(trace, trace.model) == plain)
      let swept = SweepGrid.limits(of: trace)
      for setting in TraceReplayTests.settings(trace, seed: 2) {
        guard let engine = setting.model(trace.model, swept) else { continue }
        let replay = try TraceReplayTests.frozen(model, engine.limits, .empty) { try $0.forEach(of: files, $1) }
        #expect(TraceReplayTests.traced(trace, engine) == replay, "\(setting.words(swept))")
      }
    }
  }

  @Test("the same where every principal is an agent and nothing was approved: then breakers open again and again")
  func agreesWhereEveryoneIsAnAgent() throws {
    try TraceReplayTests.compare(Playing(seed: 3, scale: 0.5).lines, try TraceReplayTests.everyone(), .empty, seed: 3)
  }

  @Test("what was learnt counts in a sweep: lower limits on velocity are judged otherwise than of somebody of whom nothing is known")
  func countsWhatWasLearnt() throws {
    let playing = Playing(named: "poisoned-baseline")
    let model = try TraceReplayTests.everyone()
    var plain = model
    plain.engine.baseline = nil
    let trace = try Trace.make(of: playing.lines, model: model, plans: .empty, wanted: [], clock: MonthLater())
    let naive = try Trace.make(of: playing.lines, model: plain, plans: .empty, wanted: [], clock: MonthLater())
    let swept = SweepGrid.limits(of: trace)
    var differing = 0
    for (index, limit) in swept.enumerated() where limit.signal == .velocity {
      for value in limit.values where value < limit.current {
        let setting = Setting(changes: [Setting.Change(swept: index, value: value)])
        let (engine, other) = (try #require(setting.model(trace.model, swept)), try #require(setting.model(naive.model, swept)))
        let learnt = TraceReplayTests.traced(trace, engine)
        let replay = try TraceReplayTests.frozen(model, engine.limits, .empty) {
          try $0.forEach(of: playing.lines, clock: MonthLater(), $1)
        }
        #expect(learnt == replay, "\(setting.words(swept))")
        if TraceReplayTests.traced(naive, other) != learnt { differing += 1 }
      }
    }
    #expect(differing > 0)
  }
}
