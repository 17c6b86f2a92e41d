import Arrester
import ArresterBench

/// `arrester bench decode`: what a record costs from its bytes to an event.
enum BenchDecodeCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    let settings = try BenchSettings.options(options)
    var shape = WorkloadShape()
    shape.seed = settings.seed
    let source = try BenchSettings.source(options, shape: shape)
    let progress = BenchProgressLine()
    let report = try DecodeBench(source, model: try ModelOptions.load(options), options: settings).run(progress: progress.update)
    progress.finish()
    try BenchSettings.finish(report, options)
    return .done
  }
}
