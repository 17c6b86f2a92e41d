import CBenchmark
import Foundation

/// Google Benchmark's own arguments, with defaults for a machine that others use too; and two of ours.
struct Arguments {
  /// Leaves with status 1 where something got slower than its baseline allows.
  static let strict = "--strict"
  /// Writes the baselines anew from this run.
  static let refresh = "--refresh-baselines"

  /// Medians of interleaved repetitions: what is compared is then measured in the same noise.
  private static let defaults = [
    "--benchmark_repetitions=5", "--benchmark_min_time=0.2", "--benchmark_enable_random_interleaving=true",
    "--benchmark_report_aggregates_only=true",
  ]

  private let given: [String]

  init(_ given: [String]) { self.given = given }

  var isStrict: Bool { given.contains(Arguments.strict) }
  var refreshesBaselines: Bool { given.contains(Arguments.refresh) }

  /// Where the results go: in the build folder, which git does not see, unless the arguments say otherwise.
  var resultsPath: String {
    let option = "--benchmark_out="
    if let path = given.first(where: { $0.hasPrefix(option) })?.dropFirst(option.count) { return String(path) }
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? given[0]
    return URL(fileURLWithPath: program).deletingLastPathComponent().appendingPathComponent("benchmarks.json").path
  }

  /// Runs what was registered.
  /// - Returns: an exit status.
  func run() -> Int32 {
    var arguments = [given[0]] + Arguments.defaults.filter { !isSet($0) }
    if !isSet("--benchmark_out=") { arguments.append("--benchmark_out=\(resultsPath)") }
    arguments.append("--benchmark_out_format=json")
    arguments += given.dropFirst().filter { $0 != Arguments.strict && $0 != Arguments.refresh }
    let texts = arguments.map { strdup($0) }
    defer { for text in texts { free(text) } }
    // Google Benchmark moves the pointers about: it gets its own array of them, ended as C expects.
    var pointers = texts + [nil]
    return benchmark_run(Int32(texts.count), &pointers)
  }

  private func isSet(_ option: String) -> Bool {
    let name = option.prefix { $0 != "=" } + "="
    return given.contains { $0.hasPrefix(name) }
  }
}
