import ArresterConfiguration
import Synchronization
import Testing

@testable import ArresterCLI

@Suite struct CommandDispatcherTests {
  private struct Broken: Error {}

  /// What one call gave: its status and the texts on both outputs.
  private struct Result {
    var status: CommandStatus
    var output: String
    var errors: String
  }

  private func run(_ words: [String], body: @escaping CommandDispatcher.Body = { _ in .done }) -> Result {
    let output = Lines()
    let errors = Lines()
    let bodies = Dictionary(uniqueKeysWithValues: testTable.map { ($0.name, body) })
    let dispatcher = CommandDispatcher(table: testTable, bodies: bodies, output: output.add, errors: errors.add)
    let status = dispatcher.run(words, environment: [:])
    return Result(status: status, output: output.text, errors: errors.text)
  }

  @Test("the body that is named gets its options, and its status is the program's")
  func status() {
    let result = run(["paint", "x"]) { options in options.command.name == "paint" && options.arguments == ["x"] ? .tripped : .failed }
    #expect(result.status == .tripped)
    #expect(result.errors.isEmpty)
  }

  @Test("wrong usage and a wrong configuration are status 2, other errors 1, all on standard error")
  func errors() {
    let usage = run(["paint"])
    #expect(usage.status == .wrongUsage && usage.errors.hasPrefix("arrester: THING is missing") && usage.output.isEmpty)
    let configuration = run(["paint", "x"]) { _ in
      throw ConfigurationProblems([ConfigurationProblem(keyPath: "model", found: "found x", expected: "write y")])
    }
    #expect(configuration.status == .wrongUsage && configuration.errors == "arrester: the configuration is wrong:\nmodel: found x; write y")
    #expect(run(["paint", "x"]) { _ in throw Broken() }.status == .failed)
  }

  @Test(
    "help goes to standard output and runs nothing",
    arguments: [["--help"], ["-h"], ["help"], ["paint", "--help"], ["help", "wall", "build"], ["paint", "--colour", "-h"]])
  func help(words: [String]) {
    let result = run(words) { _ in throw Broken() }
    #expect(result.status == .done && result.output.contains("Usage: arrester") && result.errors.isEmpty)
  }
}

/// Collects what is written.
private final class Lines: Sendable {
  private let collected = Mutex("")

  var text: String { collected.withLock { $0 } }

  @Sendable func add(_ text: String) { collected.withLock { $0 += text } }
}
