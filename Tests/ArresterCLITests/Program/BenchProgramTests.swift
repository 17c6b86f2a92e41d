import Foundation
import Testing

@testable import ArresterCLI

@Suite("the built program's benches", .enabled(if: ProgramRun.program != nil, ProgramRun.isAbsent))
struct BenchProgramTests {
  private static let short = ["--duration", "20ms", "--repetitions", "2"]

  @Test(
    "print one JSON object that holds the command, and write a page",
    arguments: [["bench", "decode"], ["bench", "score", "--principals", "20"], ["bench", "pipeline"]])
  func report(command: [String]) throws {
    let folder = try ScratchFolder()
    let words = command + Self.short + ["--json", "--report", "\(folder.path)/report.html"]
    let run = try ProgramRun(words)
    #expect(run.status == 0, "\(run.errors)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect((object["command"] as? String)?.hasPrefix("arrester \(command.joined(separator: " ")) --duration 20ms") == true)
    #expect((object["results"] as? [Any])?.isEmpty == false)
    #expect(try folder.read("report.html").hasPrefix("<!DOCTYPE html>"))
    #expect(run.errors.isEmpty)
  }

  @Test("print a table without --json")
  func table() throws {
    let run = try ProgramRun(["bench", "decode"] + Self.short)
    #expect(run.status == 0)
    #expect(run.output.contains("bare simdjson, the same fields") && run.output.contains("at least 0.9"))
  }

  @Test(
    "refuse wrong usage with status 2, and say what would be right",
    arguments: [
      (["bench", "score", "--late", "2"], "from 0 to 1"), (["bench", "score", "--skew", "x"], "--skew is 'x'"),
      (["bench", "score", "--principals", "10,none"], "1000,100000"), (["bench", "score", "--attack", "flood"], "one-principal"),
      (["bench", "score", "--attack", "sessions", "--late", "0.1"], "one after the other"),
      (["bench", "decode", "--duration", "0s"], "longer"),
      (["bench", "pipeline", "--lanes", "1"], "from 2 to 256"), (["bench", "decode", "/nowhere/at/all"], "no such file"),
    ])
  func wrongUsage(words: [String], part: String) throws {
    let run = try ProgramRun(words)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(part), "\(run.errors)")
  }
}
