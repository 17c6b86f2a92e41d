import Arrester
import Foundation

/// A run beside the baselines.
struct BaselineComparison {
  struct Line: Equatable {
    var name: String
    var ratio: Double
    var baseline: Baselines.Baseline

    /// 0.1: a tenth slower.
    var change: Double { ratio / baseline.ratio - 1 }
    var isSlower: Bool { change > baseline.allowed }
    var isFaster: Bool { change < -baseline.allowed }
  }

  /// In the order of their names.
  let lines: [Line]
  /// Measured, and without a baseline.
  let unknown: [String]

  /// nil where the run has no calibration.
  init?(_ results: BenchmarkResults, _ baselines: Baselines) {
    guard let calibration = results.byName[baselines.calibration] else { return nil }
    let names = results.byName.keys.filter { $0 != baselines.calibration }.sorted()
    lines = names.compactMap { name in
      guard let baseline = baselines.benchmarks[name], let result = results.byName[name] else { return nil }
      return Line(name: name, ratio: result.nanoseconds / calibration.nanoseconds, baseline: baseline)
    }
    unknown = names.filter { baselines.benchmarks[$0] == nil }
  }

  var isSlower: Bool { lines.contains(where: \.isSlower) }

  var text: String {
    let changed = lines.filter { $0.isSlower || $0.isFaster }
    var table = TextTable(header: ["BENCHMARK", "RATIO", "BASELINE", "CHANGE", "ALLOWED", ""])
    for line in changed {
      let change = String(format: "%+.0f %%", line.change * 100)
      let allowed = String(format: "%.0f %%", line.baseline.allowed * 100)
      let ratios = [line.ratio, line.baseline.ratio].map { String(format: "%.1f", $0) }
      table.append([line.name] + ratios + [change, allowed, line.isSlower ? "slower" : "faster"])
    }
    let same = "\(lines.count - changed.count) of \(lines.count) benchmarks are as their baselines say."
    let missing = unknown.isEmpty ? [] : ["No baseline: \(unknown.joined(separator: ", "))."]
    return ([changed.isEmpty ? nil : table.text, same].compactMap(\.self) + missing).joined(separator: "\n")
  }
}
