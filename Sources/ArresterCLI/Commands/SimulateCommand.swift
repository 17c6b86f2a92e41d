import Arrester
import ArresterBase
import ArresterTuning
import Foundation

/// `arrester simulate`: scenarios, as files or judged at once.
enum SimulateCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    if options.flag("list") { return try list(options) }
    return options.flag("scoreboard") ? try scoreboard(options) : try write(options)
  }

  private static func list(_ options: ParsedOptions) throws -> CommandStatus {
    let scenarios = try chosen(options) ?? Scenario.all
    Terminal.printLine(options.flag("json") ? ScenarioList.json(scenarios) : ScenarioList.text(scenarios))
    return .done
  }

  private static func write(_ options: ParsedOptions) throws -> CommandStatus {
    guard let folder = options.string("out") else { throw wrong("--out is missing", "add --out DIR", options) }
    guard let scenarios = try chosen(options) else {
      throw wrong("no scenario is named", "name some, or write --all", options)
    }
    let simulation = try simulation(scenarios, options)
    let contents = try SimulationFolder.write(simulation, to: folder)
    Terminal.printError(
      "\(contents.records) records in \(contents.files) files, \(contents.labels.count) labels and \(contents.plans.count) plans of "
        + "\(simulation.date) are in \(folder); its README has the command that replays them")
    if simulation.midnight + 2 * 86_400 * Timestamp.nanosecondsPerSecond > SystemClock().now() {
      Terminal.printError("part of it lies in the future, which replay counts and sets aside: choose an earlier --date")
    }
    return .done
  }

  private static func scoreboard(_ options: ParsedOptions) throws -> CommandStatus {
    let simulation = try simulation(try chosen(options) ?? Scenario.all, options)
    let model = try ModelOptions.load(options)
    let seeds = options.integer("seeds") ?? Scoreboard.defaultSeeds
    let board = try Scoreboard.run(simulation, seeds: seeds, model: model) { done in
      if Terminal.isInteractive { Terminal.status("seed \(done) of \(seeds)") }
    }
    if Terminal.isInteractive { Terminal.status("") }
    Terminal.printLine(options.flag("json") ? board.json : board.text)
    return .done
  }

  /// nil where none is named.
  private static func chosen(_ options: ParsedOptions) throws -> [Scenario]? {
    if options.flag("all") { return Scenario.all }
    guard !options.arguments.isEmpty else { return nil }
    return try options.arguments.map { name in
      guard let scenario = Scenario.named(name) else {
        throw wrong("there is no scenario '\(name)'", "there are \(Scenario.all.map(\.name).joined(separator: ", "))", options)
      }
      return scenario
    }
  }

  private static func simulation(_ scenarios: [Scenario], _ options: ParsedOptions) throws -> Simulation {
    var simulation = Simulation(scenarios: scenarios)
    simulation.seed = options.integer("seed").map(UInt64.init) ?? simulation.seed
    simulation.scale = try BenchSettings.number("scale", in: 0...Simulation.maximumScale, options) ?? simulation.scale
    guard let date = options.string("date") else { return simulation }
    guard let midnight = Simulation.midnight(of: date) else {
      throw wrong("--date is '\(date)'", "write a day as in 2026-01-05", options)
    }
    simulation.midnight = midnight
    return simulation
  }

  private static func wrong(_ found: String, _ expected: String, _ options: ParsedOptions) -> UsageError {
    UsageError(found: found, expected: expected, command: options.command.name)
  }
}
