import Foundation
import Testing

/// The demonstrations that people watch, run as they run them: each checks what it shows, and says so at its end.
@Suite(
  "The demonstrations", .serialized, .enabled(if: SharedFolder.kafkaScript != nil, Comment(rawValue: SharedFolder.absent)),
  .timeLimit(.minutes(4)))
struct DemoTests {
  @Test(
    "an agent in AWS is stopped, everybody else is not, and two people give it back",
    .enabled(if: MotoServer.python != nil, Comment(rawValue: MotoServer.absent)))
  func aws() throws {
    let demo = try Demonstration.run("demo-aws")
    try demo.expectAllSeen(including: [
      "arrester-deny-writes is attached", "to free itself: AccessDenied", "the spans add up to the total", "agent: CreateQueue: allowed",
      "finds the log intact",
    ])
  }

  @Test(
    "an agent in Kubernetes is refused, everybody else is not, and two people let it write again",
    .enabled(if: SharedFolder.kubeScript != nil, Comment(rawValue: SharedFolder.absent)))
  func kubernetes() throws {
    let demo = try Demonstration.run("demo-kubernetes")
    try demo.expectAllSeen(including: [
      "refused, request s-", "let through", "refused by the API server, with our reason", "refused while on probation",
      "finds the log intact",
    ])
  }

  @Test("says what is missing, and is no failure, where there is nothing to run against", arguments: ["demo-aws", "demo-kubernetes"])
  func absent(name: String) throws {
    let demo = try Demonstration.run(name, environment: ["ARRESTER_SHARED": "/nonexistent"])
    #expect(demo.status == 0, "\(demo.output)")
    #expect(demo.output.contains("Not shown: it needs a real Kafka") && demo.output.contains("ARRESTER_SHARED"), "\(demo.output)")
  }

  @Test("a program that is not there is an error that names it", arguments: ["demo-aws", "demo-kubernetes"])
  func noProgram(name: String) throws {
    let demo = try Demonstration.run(name, environment: ["ARRESTER": "/nonexistent/arrester"])
    #expect(demo.status == 1 && demo.output.contains("no program /nonexistent/arrester"), "\(demo.output)")
  }
}

/// A run of one of them to its end, with the program of this build.
private struct Demonstration {
  var status: Int32
  /// Both streams, as they came.
  var output: String

  static func run(_ name: String, environment: [String: String] = [:]) throws -> Demonstration {
    let settings = environment.merging(["ARRESTER": try executable(), "ARRESTER_SHARED": SharedFolder.path ?? ""]) { given, _ in given }
    // It ends by itself; where it does not, it is asked to, and then stops what it started.
    let command = try ShellCommand.run(
      "/usr/bin/env", settings.map { "\($0)=\($1)" } + ["timeout", "--kill-after", "30", "180", "\(MotoServer.root)/Scripts/\(name)"])
    return Demonstration(status: command.status, output: command.output)
  }

  /// Beside the running test bundle: the products folder of the build.
  private static func executable() throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("arrester").path
  }

  /// - Parameter lines: parts of what it has to have said, in this order.
  func expectAllSeen(including lines: [String]) throws {
    #expect(status == 0, "\(output)")
    let last = try #require(output.split(separator: "\n").last)
    #expect(last.hasPrefix("Everything was seen") && last.hasSuffix("everything was stopped again."), "\(output)")
    var rest = output[...]
    for line in lines {
      guard let place = rest.firstRange(of: line) else {
        Issue.record("not said, or not in its turn: \(line)\n\(output)")
        return
      }
      rest = rest[place.upperBound...]
    }
  }
}
