import Arrester
import ArresterBench

/// `arrester bench pipeline`: from bytes in memory to verdicts.
enum BenchPipelineCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    let settings = try BenchSettings.options(options)
    var shape = WorkloadShape()
    shape.seed = settings.seed
    let source = try BenchSettings.source(options, shape: shape)
    var model = try ModelOptions.load(options)
    model.declare(try ModelOptions.declarations(options))
    let progress = BenchProgressLine()
    let bench = PipelineBench(source, lanes: options.integer("lanes") ?? 2, model: model, options: settings)
    let report = try bench.run(progress: progress.update)
    progress.finish()
    try BenchSettings.finish(report, options)
    return .done
  }
}
