import Arrester
import Foundation

/// Joins the table of commands with what they do.
enum Program {
  static func main() -> Never {
    let dispatcher = CommandDispatcher(
      bodies: bodies, output: { print($0, terminator: "") }, errors: { Terminal.printError($0) })
    let status = dispatcher.run(Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
    fflush(nil)
    exit(status.rawValue)
  }

  private static let bodies: [String: CommandDispatcher.Body] = [
    "replay": ReplayCommand.run,
    "model check": ModelCheckCommand.run,
    "model explain": ModelExplainCommand.run,
    "version": VersionCommand.run,
    "completions": CompletionsCommand.run,
    "serve": ServeCommand.run,
    "load": LoadCommand.run,
    "demo": DemoCommand.run,
    "bench decode": BenchDecodeCommand.run,
    "bench score": BenchScoreCommand.run,
    "bench pipeline": BenchPipelineCommand.run,
    "bench kafka": BenchKafkaCommand.run,
    "bench latency": BenchLatencyCommand.run,
    "bench decide": BenchDecideCommand.run,
  ]
}
