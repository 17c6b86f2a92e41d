import Arrester
import ArresterBase
import ArresterEngine

/// What the pipeline decides about every scenario, over several seeds.
public struct Scoreboard: Sendable {
  /// What became of one scenario with one seed.
  public struct Outcome: Sendable, Equatable {
    /// Of the first trip that is right; nil where nothing harmful was stopped.
    public var rule: Rule?
    /// Somebody was told of something harmful: a page, or a warning.
    public var isNoticed = false
    /// Distinct resources destroyed up to the second of that trip; all of them where there was none.
    public var blast = 0
    /// Distinct resources destroyed until CloudTrail had handed over the record that trips, where records are judged as they come; all
    /// of them where none did.
    public var blastAtDelivery = 0
    /// Distinct resources destroyed in all, had nobody been stopped.
    public var destroyed = 0
    /// Successful changes up to the second of that trip.
    public var changes = 0
    public var falseTrips = 0
    /// Limits met by kinds that only page, where there was nothing harmful.
    public var pages = 0
  }

  /// One scenario.
  public struct Row: Sendable {
    public var scenario: Scenario
    /// One for each seed, in their order.
    public var outcomes: [Outcome]
  }

  public static let defaultSeeds = 10

  public var rows: [Row]
  public var firstSeed: UInt64
  /// Trips and pages among the ordinary work, over all seeds.
  public var backgroundTrips: Int
  public var backgroundPages: Int
  /// Principals of the ordinary work that changed something, over all seeds: each for a day.
  public var backgroundPrincipalDays: Int
  /// `sha256:…`
  public var model: String

  public var seeds: Int { rows.first?.outcomes.count ?? 0 }

  /// Plays all scenarios and the background once for each seed, and replays them together.
  /// - Parameter onSeed: told how many seeds are done.
  public static func run(
    _ simulation: Simulation, seeds: Int = defaultSeeds, model: Model, onSeed: (Int) -> Void = { _ in }
  ) throws -> Scoreboard {
    var board = Scoreboard(
      rows: simulation.scenarios.map { Row(scenario: $0, outcomes: []) }, firstSeed: simulation.seed, backgroundTrips: 0,
      backgroundPages: 0, backgroundPrincipalDays: 0, model: model.identifier)
    for number in 0..<seeds {
      var simulation = simulation
      simulation.seed &+= UInt64(number)
      board.add(try ScoreboardRun(simulation, model: model))
      onSeed(number + 1)
    }
    return board
  }

  private mutating func add(_ run: ScoreboardRun) {
    for index in rows.indices { rows[index].outcomes.append(run.outcome(of: rows[index].scenario.name)) }
    backgroundTrips += run.backgroundVerdicts.count { $0.type == .trip }
    backgroundPages += run.backgroundVerdicts.count { $0.type == .page }
    backgroundPrincipalDays += run.backgroundPrincipals
  }
}
