import Arrester

/// `arrester load`: event files into a topic.
enum LoadCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    let model = try ModelOptions.load(options)
    let files = try InputOptions.files(options)
    let topic = options.string("topic") ?? ""
    let loader = try Loader(
      bootstrapServers: options.string("bootstrap") ?? "", topic: topic, model: model, ratePerSecond: options.integer("rate"))
    let progress = ProgressLine(total: files.totalBytes)
    let result = try loader.run(files) { progress.update($0, "loaded") }
    progress.finish()
    for failure in result.failures { Terminal.printError("not loaded: \(failure)") }
    let more = result.failed - result.failures.count
    if more > 0 { Terminal.printError("… and \(more) more") }
    Terminal.printLine("\(result.acknowledged) of \(result.sent) records acknowledged in \(topic)")
    return result.failed == 0 && result.acknowledged == result.sent ? .done : .failed
  }
}
