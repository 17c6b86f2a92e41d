import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents
import Foundation
import Testing

@testable import ArresterTuning

@Suite struct TuningTests {
  private static func tuning(
    _ names: [String], seed: UInt64 = 7, model: Model? = nil, labels: (TuneLabels) -> TuneLabels = { $0 }, split: Double = 1,
    budget: TuneBudget = TuneBudget()
  ) throws -> Tuning {
    let playing = Playing(names.compactMap(Scenario.named), seed: seed)
    var model = try model ?? TestModel.load()
    model.declare(Scenario.all.flatMap(\.kinds).compactMap(KindDeclaration.init))
    let plans = try PlanTable(playing.played.flatMap(\.plans), bounds: model.engine.bounds)
    var read = try TuneLabels.read(Data(LabelsText.text(playing.played.flatMap(\.labels), Simulation(seed: seed)).utf8))
    read = labels(read)
    var options = Tuning.Options()
    options.split = split
    options.budget = budget
    let trace = try Trace.make(of: playing.lines, model: model, plans: plans, wanted: read.principals, clock: MonthLater())
    return try Tuning(trace, read, options)
  }

  /// One under which a release trips wrongly.
  private static func strict() throws -> Model {
    try ChangedModel.load { ChangedModel.setAgent(&$0, "destructiveRatio", in: 300, "soft", to: 0.3) }
  }

  @Test("blue-green trips wrongly under too strict a ratio, and not with what is recommended, while what is harmful stays detected")
  func blueGreen() throws {
    let tuning = try TuningTests.tuning(["blue-green", "wrong-workspace-destroy", "region-sweep"], model: try TuningTests.strict())
    let recommended = try #require(tuning.recommended)
    #expect(tuning.current.all.wrongTrips == 1 && tuning.current.all.detected == 2)
    #expect(recommended.all.wrongTrips == 0 && recommended.all.detected == 2)
    #expect(tuning.fates.contains { $0.direction == .noLonger && $0.judgement == .fine })
  }

  @Test("the blast before the trip is what the scoreboard counts")
  func blast() throws {
    let names = ["delete-and-recreate", "stack-deletion", "slow-drip"]
    let tuning = try TuningTests.tuning(names)
    let board = try Scoreboard.run(
      Simulation(scenarios: names.compactMap(Scenario.named), seed: 7, scale: 0), seeds: 1, model: try TestModel.load())
    #expect(tuning.cases.map(\.name) == names && tuning.current.all.blasts == board.rows.map { $0.outcomes[0].blast })
  }

  @Test("a label on a trip counts like one on its principal; what is unknown counts nowhere")
  func tripLabels() throws {
    let model = try TuningTests.strict()
    let plain = try TuningTests.tuning(["blue-green"], model: model)
    #expect(plain.current.all.wrongTrips == 1)
    let unknown = try TuningTests.tuning(
      ["blue-green"], model: model,
      labels: { labels in
        TuneLabels(labels: labels.labels.map { TuneLabels.Label(subject: $0.subject, judgement: .unknown, scenario: $0.scenario) })
      })
    #expect(unknown.current.all.wrongTrips == 0 && unknown.current.all.unknownTrips == 1 && unknown.current.all.harmful == 0)
    let playing = Playing(["blue-green"].compactMap(Scenario.named), seed: 7)
    let trip = try #require(try playing.replayed(model).verdicts.first { $0.type == .trip })
    let label = TuneLabels.Label(subject: .trip(trip.identifier), judgement: .harmful, scenario: nil)
    let harmful = try TuningTests.tuning(["blue-green"], model: model, labels: { _ in TuneLabels(labels: [label]) })
    #expect(harmful.current.all.rightTrips == 1 && harmful.current.all.detected == 1 && harmful.current.all.blast == trip.destroyed)
  }

  @Test("a fixed ceiling is lowered at most, and its soft limit stays below it")
  func fixed() throws {
    let free = try TuningTests.tuning(["stack-deletion", "large-apply"])
    let model = try ChangedModel.load { file in
      ChangedModel.agentLimits(&file) { limits in
        for index in limits.indices where limits[index]["hard"] != nil { limits[index]["fixed"] = true }
      }
    }
    let fixed = try TuningTests.tuning(["stack-deletion", "large-apply"], model: model)
    func raised(_ tuning: Tuning) -> Int { tuning.swept.count { $0.isHard && ($0.values.last ?? 0) > $0.current } }
    #expect(raised(free) == 4 && raised(fixed) == 0)
    for limit in fixed.swept where !limit.isHard && limit.signal == .destroyed {
      let ceiling = try #require(fixed.swept.first { $0.isHard && $0.limit == limit.limit })
      #expect((limit.values.last ?? 0) <= ceiling.current)
    }
  }

  @Test("a budget of wrong trips buys the least damage within it, and none that is too small is exceeded")
  func budgets() throws {
    let names = ["blue-green", "wrong-workspace-destroy", "role-switch", "slow-drip", "incident-responder", "new-agent-first-day"]
    let careful = try TuningTests.tuning(names, budget: TuneBudget(maximumWrongTripsPerDay: 0))
    let generous = try TuningTests.tuning(names, budget: TuneBudget(maximumWrongTripsPerDay: 1000))
    let impossible = try TuningTests.tuning(names, budget: TuneBudget(maximumBlast: 0))
    let (first, second) = (try #require(careful.recommended), try #require(generous.recommended))
    #expect(first.fitted.wrongTrips == 0 && second.fitted.blast < first.fitted.blast)
    #expect(impossible.recommended == nil)
    let limited = try TuningTests.tuning(names, budget: TuneBudget(maximumBlast: first.fitted.blast))
    #expect(try #require(limited.recommended).fitted.blast <= first.fitted.blast)
  }

  @Test("who is not evaluated again fares as if he were")
  func untouched() throws {
    let playing = Playing(seed: 5)
    var model = try TestModel.load()
    model.declare(["*=agent"].compactMap(KindDeclaration.init))
    let trace = try Trace.make(of: playing.lines, model: model, plans: .empty, wanted: [], clock: MonthLater())
    let evaluation = Evaluation(trace, try LabelledTime(TuneLabels(labels: []), trips: [:]), split: 1)
    for (index, limit) in evaluation.swept.enumerated() {
      for value in limit.values {
        let setting = Setting(changes: [Setting.Change(swept: index, value: value)])
        guard let changed = setting.model(trace.model, evaluation.swept) else { continue }
        let judge = TraceJudge(changed, trace.floors)
        #expect(evaluation.outcomes(setting) == trace.principals.map(judge.outcome), "\(setting.words(evaluation.swept))")
      }
    }
  }

  @Test("no setting that was tried is better in everything than one on the front")
  func front() throws {
    let tuning = try TuningTests.tuning(["blue-green", "wrong-workspace-destroy", "region-sweep", "role-switch"])
    #expect(!tuning.front.isEmpty)
    for point in tuning.front {
      let (wrong, blast, missed) = (point.fitted.wrongTrips, point.fitted.blast, point.fitted.missed)
      #expect(
        !tuning.outcomes.contains { other in
          let tally = other.fitted
          return tally.wrongTrips <= wrong && tally.blast <= blast && tally.missed <= missed
            && (tally.wrongTrips, tally.blast, tally.missed) != (wrong, blast, missed)
        })
    }
  }

  @Test("each part counts its own: cases where they begin, trips where they happen")
  func parts() throws {
    let tuning = try TuningTests.tuning(["blue-green", "wrong-workspace-destroy", "region-sweep", "stack-deletion"], split: 0.5)
    for outcome in tuning.outcomes {
      #expect(outcome.fitted.harmful + outcome.judged.harmful == outcome.all.harmful)
      #expect(outcome.fitted.wrongTrips + outcome.judged.wrongTrips == outcome.all.wrongTrips)
      #expect(outcome.fitted.blast + outcome.judged.blast == outcome.all.blast)
      #expect(outcome.fitted.warnings + outcome.judged.warnings == outcome.all.warnings)
    }
    #expect(tuning.current.fitted.harmful > 0 && tuning.current.judged.harmful > 0)
  }

  @Test("where a part holds nothing harmful it is said")
  func emptyPart() throws {
    let tuning = try TuningTests.tuning(["wrong-workspace-destroy", "slow-drip", "large-apply"], split: 0.98)
    #expect(TuneText(tuning).text.contains("The part that judges holds nothing harmful"))
    let honest = try TuningTests.tuning(["large-apply"])
    #expect(TuneText(honest).text.contains("holds nothing harmful"))
  }

  @Test("the same events and labels give the same bytes")
  func deterministic() throws {
    func text() throws -> [String] {
      let tuning = try TuningTests.tuning(["blue-green", "region-sweep", "role-switch"])
      return [TuneText(tuning).text, TunePage(tuning, model: try TestModel.load()).html]
    }
    #expect(try text() == text())
  }
}
