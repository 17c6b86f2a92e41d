import Arrester
import ArresterBench

/// The model that comes with Arrester, read once.
enum TestModel {
  static let shared = Result { try ModelLoader.load() }

  /// Enough to see that everything runs; the numbers mean nothing.
  static var trial: BenchOptions {
    var options = BenchOptions()
    options.durationSeconds = 0.02
    options.repetitions = 2
    options.commandLine = "arrester bench"
    return options
  }
}
