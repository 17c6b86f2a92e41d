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

  private static let bodies = ownBodies.merging(BreakersCommand.bodies) { own, _ in own }

  private static let ownBodies: [String: CommandDispatcher.Body] = [
    "replay": ReplayCommand.run,
    "tune": TuneCommand.run,
    "simulate": SimulateCommand.run,
    "model check": ModelCheckCommand.run,
    "model explain": ModelExplainCommand.run,
    "model diff": ModelDiffCommand.run,
    "model approve": BreakersCommand.approvePosture,
    "audit verify": AuditVerifyCommand.run,
    "audit keygen": AuditKeygenCommand.run,
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
