import ArresterBase
import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("The engine against the naive reference")
struct ReferenceComparisonTests {
  @Test("over small windows every verdict of a random stream is the reference's", arguments: 0..<8)
  func smallWindows(part: Int) {
    for seed in TestSeeds.take(2000) where TestSeeds.fixed != nil || seed % 8 == part {
      var model = makeSmallModel()
      model.hold.restoration = [.atEndOfHold, .never, .after(nanoseconds: 35 * second)][Int(seed % 3)]
      guard isSame(seed, model) else { return }
    }
  }

  @Test("with the starting values every verdict of a random stream is the reference's", arguments: 0..<2)
  func defaultWindows(part: Int) {
    for seed in TestSeeds.take(240) where TestSeeds.fixed != nil || seed % 2 == part {
      guard isSame(seed, makeDefaultModel()) else { return }
    }
  }

  @Test("with planned changes every verdict of a random stream is the reference's", arguments: 0..<2)
  func planned(part: Int) {
    var (exceeded, expected, openly) = (0, 0, 0)
    for seed in TestSeeds.take(400) where TestSeeds.fixed != nil || seed % 2 == part {
      var model = makeSmallModel()
      model.hold.restoration = [.atEndOfHold, .never, .after(nanoseconds: 35 * second)][Int(seed % 3)]
      model.plans = PlanMaker.plans(seed)
      guard isSame(seed, model) else { return }
      let verdicts = run(seed, model).engine
      exceeded += verdicts.count { $0.plan != nil }
      openly += verdicts.count { $0.plan == nil && $0.rule != nil }
      expected += run(seed, makeSmallModel()).engine.count { $0.rule == .oneStrike } - verdicts.count { $0.rule == .oneStrike }
    }
    if TestSeeds.fixed == nil { #expect(exceeded > 50 && openly > 50 && expected > 0, "the streams reach what is compared") }
  }

  @Test("with baselines every verdict of a random stream is the reference's", arguments: 0..<4)
  func baselines(part: Int) {
    var (moved, heldBack) = (0, 0)
    for seed in TestSeeds.take(120) where TestSeeds.fixed != nil || seed % 4 == part {
      var model = makeSmallModel()
      model.hold.restoration = [.atEndOfHold, .never, .after(nanoseconds: 35 * second)][Int(seed % 3)]
      model.baseline = BaselinePolicy(bucketSeconds: 20, alpha: 0.0001, minimumBuckets: 2, mostFactor: 2)
      guard isSame(seed, model, length: 150...400) else { return }
      let (verdicts, counters) = learn(seed, model)
      moved += verdicts.flatMap(\.signals).count { $0.baseline != nil }
      heldBack += counters.warningsHeldBack
    }
    if TestSeeds.fixed == nil { #expect(moved > 20 && heldBack > 5, "the streams teach something: \(moved), \(heldBack)") }
  }

  @Test("the streams reach every rule, kind of verdict and outcome that is compared")
  func reach() {
    guard TestSeeds.fixed == nil else { return }
    var rules: Set<Rule> = []
    var kinds: Set<Verdict.Kind> = []
    var ofSessions = 0
    var signals: Set<Signal> = []
    var later = 0
    for seed in TestSeeds.take(300) {
      for verdict in run(seed, makeSmallModel()).engine {
        if let rule = verdict.rule { rules.insert(rule) }
        kinds.insert(verdict.type)
        signals.formUnion(verdict.signals.map(\.signal))
        if verdict.session != nil { ofSessions += 1 }
        if verdict.tripNumber > 1 { later += 1 }
      }
    }
    #expect(rules == Set(Rule.allCases))
    #expect(kinds == Set(Verdict.Kind.allCases))
    #expect(signals == Set(Signal.allCases))
    #expect(ofSessions > 20 && later > 20)
  }

  private func isSame(_ seed: UInt64, _ model: EngineModel, length: ClosedRange<Int>? = nil) -> Bool {
    let (engine, naive, differences) = run(seed, model, length: length)
    let reference = naive.verdicts
    for (index, pair) in zip(engine, reference).enumerated() {
      if let difference = VerdictDifference.first(pair.0, pair.1, isTooLate: naive.tooLateVerdicts.contains(index)) {
        let (left, right) = (VerdictDifference.brief(pair.0), VerdictDifference.brief(pair.1))
        Issue.record("ARRESTER_TEST_SEED=\(seed): verdict \(index): \(difference)\nengine    \(left)\nreference \(right)")
        return false
      }
    }
    #expect(differences.isEmpty, "ARRESTER_TEST_SEED=\(seed): outcomes differ at steps \(differences)")
    #expect(engine.count == reference.count, "ARRESTER_TEST_SEED=\(seed): one of them goes on")
    return engine.count == reference.count && differences.isEmpty
  }

  /// Streams that teach are long, and mostly harmless: what trips teaches nothing.
  private func makeGenerator(_ seed: UInt64, _ model: EngineModel, _ length: ClosedRange<Int>?) -> StreamGenerator {
    var generator = StreamGenerator(seed: seed, model: model)
    if let length {
      generator.length = length
      generator.taste.harmlessPercent = 92
    }
    return generator
  }

  private func learn(_ seed: UInt64, _ model: EngineModel) -> (verdicts: [Verdict], counters: BaselineCounters) {
    var generator = makeGenerator(seed, model, 150...400)
    let engine = Engine(model)
    for step in generator.makeStream() { if case .event(let event) = step { engine.feed(event) } }
    return (engine.shard.takeVerdicts(), engine.shard.counters.baselines)
  }

  /// - Returns: the verdicts of both, and the steps at which admission differed.
  private func run(
    _ seed: UInt64, _ model: EngineModel, length: ClosedRange<Int>? = nil
  ) -> (engine: [Verdict], reference: NaiveReference, differences: [Int]) {
    var generator = makeGenerator(seed, model, length)
    let engine = Engine(model)
    let reference = NaiveReference(model)
    var differences: [Int] = []
    for (index, step) in generator.makeStream().enumerated() {
      switch step {
      case .event(let event):
        let outcome = engine.feed(event)
        if outcome != reference.process(event) { differences.append(index) }
      case .restore(let event):
        guard let watermark = engine.admission.watermark(event.platform) else { continue }
        engine.shard.restore(LatchKey(event), at: watermark)
        reference.restore(event, at: watermark)
      }
    }
    return (engine.shard.takeVerdicts(), reference, differences)
  }
}

extension LatchKey {
  init(_ event: ChangeEvent) {
    self.init(platform: event.platform, kind: event.kind, principal: event.principal, homeScope: event.homeScope)
  }
}
