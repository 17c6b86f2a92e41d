import Foundation

/// What each benchmark took once, as a ratio to the calibration loop of its run: that much is the same on any machine of the kind.
struct Baselines: Codable, Equatable {
  struct Baseline: Codable, Equatable {
    /// Times the calibration loop.
    var ratio: Double
    /// By what share it may be slower before that is said.
    var allowed: Double
  }

  var calibration = Calibration.name
  var benchmarks: [String: Baseline] = [:]

  /// Beside the package, in the repository.
  static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../baselines.json").standardized.path

  /// On a machine that others use, medians of five runs differ by this much; what varied more is allowed more.
  private static let leastAllowed = 0.3
  private static let mostAllowed = 0.6

  static func read() throws -> Baselines {
    try JSONDecoder().decode(Baselines.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  func write() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try (encoder.encode(self) + Data("\n".utf8)).write(to: URL(fileURLWithPath: Baselines.path), options: .atomic)
  }

  /// Takes over what a run found; what it did not measure stays.
  /// - Returns: false where the run has no calibration.
  mutating func refresh(_ results: BenchmarkResults) -> Bool {
    guard let calibration = results.byName[calibration] else { return false }
    for (name, result) in results.byName where name != self.calibration {
      let allowed = min(Self.mostAllowed, max(Self.leastAllowed, 3 * (result.variation + calibration.variation)))
      benchmarks[name] = Baseline(
        ratio: Self.rounded(result.nanoseconds / calibration.nanoseconds, 2), allowed: Self.rounded(allowed, 2))
    }
    return true
  }

  private static func rounded(_ value: Double, _ decimals: Double) -> Double { (value * pow(10, decimals)).rounded() / pow(10, decimals) }
}
