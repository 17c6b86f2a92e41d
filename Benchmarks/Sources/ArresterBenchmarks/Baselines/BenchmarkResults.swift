import Foundation

/// What Google Benchmark wrote of a run: the median of each benchmark, and how its repetitions varied.
struct BenchmarkResults {
  struct Result: Equatable {
    /// Processor time, or elapsed time where the benchmark asked for it.
    var nanoseconds: Double
    /// Standard deviation over mean of the repetitions.
    var variation: Double
  }

  private(set) var byName: [String: Result] = [:]

  private struct File: Decodable {
    var benchmarks: [Entry]
  }

  private struct Entry: Decodable {
    var runName: String
    var aggregateName: String?
    var cpuTime: Double?
    var realTime: Double?
    var timeUnit: String?
  }

  init(path: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let file = try decoder.decode(File.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    for entry in file.benchmarks {
      let isElapsed = entry.runName.hasSuffix("/real_time")
      guard let time = isElapsed ? entry.realTime : entry.cpuTime else { continue }
      var result = byName[entry.runName] ?? Result(nanoseconds: 0, variation: 0)
      switch entry.aggregateName {
      case "median": result.nanoseconds = time * BenchmarkResults.nanoseconds(of: entry.timeUnit)
      case "cv": result.variation = time
      default: continue
      }
      byName[entry.runName] = result
    }
    byName = byName.filter { $0.value.nanoseconds > 0 }
  }

  private static func nanoseconds(of unit: String?) -> Double {
    switch unit {
    case "s": 1e9
    case "ms": 1e6
    case "us": 1e3
    default: 1
    }
  }
}
