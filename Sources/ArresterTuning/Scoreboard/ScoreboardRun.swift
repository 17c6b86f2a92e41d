import Arrester
import ArresterBase
import ArresterEngine

/// One seed: everything played, replayed together, and held against the labels.
struct ScoreboardRun {
  private let histories: [String: ChangeHistory]
  private let labels: [String: [ScenarioLabel]]
  private let verdicts: [Verdict]
  private let deliveries: DeliveredTrips
  private let labelled: Set<String>

  /// - Parameter model: its own rules for kinds come after what the scenarios declare.
  init(_ simulation: Simulation, model: Model) throws {
    var model = model
    model.declare(simulation.kinds.compactMap(KindDeclaration.init))
    var (trail, plans): ([ArrivingRecord], [PlannedWindow]) = ([], [])
    var (histories, labels): ([String: ChangeHistory], [String: [ScenarioLabel]]) = ([:], [:])
    simulation.play { played in
      let records = played.trail.map(ArrivingRecord.init)
      histories[played.name] = ChangeHistory(records.map(\.bytes), model.events)
      labels[played.name] = played.labels
      plans += played.plans
      trail += records
    }
    var options = Replay.Options()
    options.plans = try PlanTable(plans, bounds: model.engine.bounds)
    let clock = Afterwards(simulation)
    verdicts = try Replay(model: model, options: options).run(records: trail.map(\.bytes), clock: clock).verdicts
    deliveries = try DeliveredTrips(trail, model, options, clock)
    self.histories = histories
    self.labels = labels
    labelled = Set(labels.values.flatMap { $0.map(\.principal) })
  }

  /// What was said about principals without a label.
  var backgroundVerdicts: [Verdict] { verdicts.filter { !labelled.contains($0.principal) } }

  /// Principals without a label that changed something.
  var backgroundPrincipals: Int { histories.values.reduce(into: Set<String>()) { $0.formUnion($1.callers) }.subtracting(labelled).count }

  func outcome(of scenario: String) -> Scoreboard.Outcome {
    let history = histories[scenario] ?? ChangeHistory()
    let labels = labels[scenario] ?? []
    let judged = labels.flatMap { label in verdicts.filter(label.covers).map { (verdict: $0, judgement: label.judgement) } }
    let trips = judged.filter { $0.verdict.type == .trip }
    let right = trips.filter { $0.judgement == .harmful }.map(\.verdict).min { $0.time < $1.time }
    var outcome = Scoreboard.Outcome()
    outcome.rule = right?.rule
    outcome.isNoticed = judged.contains { $0.judgement == .harmful }
    outcome.blast = history.destroyed(upTo: right?.time)
    outcome.blastAtDelivery = history.destroyed(upTo: deliveries.first(of: labels.filter { $0.judgement == .harmful }))
    outcome.destroyed = history.destroyed(upTo: nil)
    outcome.changes = history.changes(upTo: right?.time)
    outcome.falseTrips = trips.count { $0.judgement == .fine }
    outcome.pages = judged.count { $0.verdict.type == .page && $0.judgement == .fine }
    return outcome
  }
}

/// A wall clock after everything that was played: nothing is of the future.
struct Afterwards: WallClock {
  private let time: Int64

  init(_ simulation: Simulation) { time = simulation.midnight + 60 * 86_400 * Timestamp.nanosecondsPerSecond }

  func now() -> Int64 { time }
}

extension ScenarioLabel {
  /// Whether the verdict is about this principal, at an event of this range.
  func covers(_ verdict: Verdict) -> Bool { verdict.principal == principal && (first...last).contains(verdict.time) }
}
