import ArresterBase
import ArresterEngine

/// Which scenarios are played, when, from which seed, and beside how much ordinary work.
public struct Simulation: Sendable {
  public var scenarios: [Scenario]
  public var seed: UInt64
  /// Of the background: 1 is some sixty principals over a day, 0 none.
  public var scale: Double
  /// Of the day on which everything begins, nanoseconds since 1970 UTC.
  public var midnight: Int64

  /// 2026-01-05, a Monday.
  public static let defaultMidnight: Int64 = 1_767_571_200 * Timestamp.nanosecondsPerSecond
  public static let maximumScale = 1000.0

  public init(scenarios: [Scenario] = Scenario.all, seed: UInt64 = 1, scale: Double = 1, midnight: Int64 = Simulation.defaultMidnight) {
    self.scenarios = scenarios
    self.seed = seed
    self.scale = scale
    self.midnight = midnight
  }

  /// `GLOB=kind` of all scenarios, each once.
  public var kinds: [String] {
    var seen: Set<String> = []
    return scenarios.flatMap(\.kinds).filter { seen.insert($0).inserted }
  }

  /// The scenarios in their order, then the background in its parts.
  public func play(_ body: (PlayedScenario) throws -> Void) rethrows {
    for scenario in scenarios { try body(scenario.played(midnight: midnight, seed: seed)) }
    for part in Background.parts(scale: scale).indices {
      try body(Background.played(part: part, midnight: midnight, seed: seed, scale: scale))
    }
  }

  /// What is played, by name: each is a file.
  public var names: [String] { scenarios.map(\.name) + Background.parts(scale: scale) }

  /// Midnight UTC of `2026-01-05`; nil for anything else.
  public static func midnight(of date: String) -> Int64? {
    date.utf8.count == 10 ? Timestamp.parse(date + "T00:00:00Z") : nil
  }

  public var date: String { String(Timestamp.format(midnight).prefix(10)) }
}
