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

  private func isSame(_ seed: UInt64, _ model: EngineModel) -> Bool {
    let (engine, naive, differences) = run(seed, model)
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

  /// - Returns: the verdicts of both, and the steps at which admission differed.
  private func run(_ seed: UInt64, _ model: EngineModel) -> (engine: [Verdict], reference: NaiveReference, differences: [Int]) {
    var generator = StreamGenerator(seed: seed, model: model)
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
