import Arrester
import Foundation

let model: Model
do {
  model = try ModelLoader.load()
} catch {
  FileHandle.standardError.write(Data("no model: \(error)\n".utf8))
  exit(2)
}
let benchmarks = [Calibration.benchmark] + DecodeBenchmarks.all(model) + ScoreBenchmarks.all(model) + RingBenchmarks.all(model)
for benchmark in benchmarks { benchmark.register() }
exit(Arguments.run())
