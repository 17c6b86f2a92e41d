import CBenchmark
import Foundation

/// Google Benchmark's own arguments, with defaults for a machine that others use too.
enum Arguments {
  /// Medians of interleaved repetitions: what is compared is then measured in the same noise.
  private static let defaults = [
    "--benchmark_repetitions=5", "--benchmark_min_time=0.3", "--benchmark_enable_random_interleaving=true",
    "--benchmark_report_aggregates_only=true",
  ]

  /// Runs what was registered.
  /// - Returns: an exit status.
  static func run() -> Int32 {
    let given = CommandLine.arguments
    var arguments = [given[0]] + defaults.filter { !isSet($0, in: given) }
    if !isSet("--benchmark_out=", in: given) {
      arguments += ["--benchmark_out=\(resultsPath())", "--benchmark_out_format=json"]
    }
    arguments += given.dropFirst()
    let texts = arguments.map { strdup($0) }
    defer { for text in texts { free(text) } }
    // Google Benchmark moves the pointers about: it gets its own array of them, ended as C expects.
    var pointers = texts + [nil]
    let status = benchmark_run(Int32(texts.count), &pointers)
    if status == 0, !isSet("--benchmark_out=", in: given) { print("As JSON: \(resultsPath())") }
    return status
  }

  private static func isSet(_ option: String, in arguments: [String]) -> Bool {
    let name = option.prefix { $0 != "=" } + "="
    return arguments.contains { $0.hasPrefix(name) }
  }

  /// Beside the program: in the build folder, which git does not see.
  private static func resultsPath() -> String {
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: program).deletingLastPathComponent().appendingPathComponent("benchmarks.json").path
  }
}
