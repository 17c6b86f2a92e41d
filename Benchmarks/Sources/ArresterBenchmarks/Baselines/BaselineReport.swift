import Foundation

/// What is done with the results of a run: they are held against the baselines, or become them.
struct BaselineReport {
  private let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  /// - Returns: an exit status: 1 where something got slower and that is to count.
  func run() throws -> Int32 {
    let results = try BenchmarkResults(path: arguments.resultsPath)
    print("\nAs JSON: \(arguments.resultsPath)")
    if arguments.refreshesBaselines { return try refresh(results) }
    guard FileManager.default.fileExists(atPath: Baselines.path) else {
      return say("There are no baselines: \(Arguments.refresh) writes them.")
    }
    guard let comparison = BaselineComparison(results, try Baselines.read()) else {
      return say("Not held against the baselines: \(Calibration.name) was not among what ran.")
    }
    _ = say(comparison.text)
    return comparison.isSlower && arguments.isStrict ? 1 : 0
  }

  private func refresh(_ results: BenchmarkResults) throws -> Int32 {
    var baselines = (try? Baselines.read()) ?? Baselines()
    guard baselines.refresh(results) else {
      _ = say("The baselines stay as they are: \(Calibration.name) was not among what ran.")
      return 1
    }
    try baselines.write()
    return say("Baselines written: \(Baselines.path)")
  }

  private func say(_ text: String) -> Int32 {
    print(text)
    return 0
  }
}
