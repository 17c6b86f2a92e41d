import Arrester
import ArresterBase
import ArresterEngine
import Foundation

@testable import ArresterTuning

/// Everything that a simulation writes, in memory.
struct Playing {
  private(set) var played: [PlayedScenario] = []

  init(_ scenarios: [Scenario] = Scenario.all, seed: UInt64 = 1, scale: Double = 0) {
    Simulation(scenarios: scenarios, seed: seed, scale: scale).play { played.append($0) }
  }

  init(named name: String) { self.init([name].compactMap(Scenario.named)) }

  subscript(name: String) -> PlayedScenario? { played.first { $0.name == name } }

  var lines: [[UInt8]] { played.flatMap(\.lines) }

  /// With the kinds and plans that the scenarios suppose.
  func replayed(_ model: Model? = nil, _ change: (inout Replay.Options) -> Void = { _ in }) throws -> Replay.Result {
    var model = try model ?? TestModel.load()
    model.declare(Scenario.all.flatMap(\.kinds).compactMap(KindDeclaration.init))
    var options = Replay.Options()
    options.plans = try PlanTable(played.flatMap(\.plans), bounds: model.engine.bounds)
    change(&options)
    return try Replay(model: model, options: options).run(records: lines, clock: MonthLater())
  }
}

/// A clock that stands a month after everything.
struct MonthLater: WallClock {
  func now() -> Int64 { Simulation.defaultMidnight + 30 * 86_400 * Timestamp.nanosecondsPerSecond }
}

/// A record as any reader of JSON sees it.
struct ReadRecord {
  let fields: [String: Any]

  init(_ line: [UInt8]) throws {
    fields = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
  }

  func text(_ path: String...) -> String? {
    path.dropLast().reduce(fields as [String: Any]?) { $0?[$1] as? [String: Any] }?[path.last ?? ""] as? String
  }

  var time: Int64? { text("eventTime").flatMap { Timestamp.parse($0) } }
}

/// A folder that goes with its owner.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("arrester-tuning-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
