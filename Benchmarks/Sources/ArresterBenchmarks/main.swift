import Arrester
import Foundation

let arguments = Arguments(CommandLine.arguments)
do {
  let model = try ModelLoader.load()
  let benchmarks =
    [Calibration.benchmark] + DecodeBenchmarks.all(model) + ClassifyBenchmarks.all(model) + ScoreBenchmarks.all(model)
    + RingBenchmarks.all(model) + DecisionBenchmarks.all() + OutputBenchmarks.all(model)
  for benchmark in benchmarks { benchmark.register() }
  let status = arguments.run()
  guard status == 0, FileManager.default.fileExists(atPath: arguments.resultsPath) else { exit(status) }
  exit(try BaselineReport(arguments).run())
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(2)
}
