import Foundation
import Testing

/// `arrester simulate` as people run it.
@Suite(.enabled(if: ProgramRun.program != nil, ProgramRun.isAbsent))
struct SimulateProgramTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test("what it writes is replayed by the command in its README, and decided as its labels say")
  func replayed() throws {
    let out = "\(folder.path)/scenarios"
    let written = try ProgramRun(["simulate", "stack-deletion", "key-rotation", "--seed", "3", "--scale", "0", "--out", out])
    #expect(written.status == 0 && written.errors.contains("2 files, 2 labels and 1 plans of 2026-01-05"))
    let readme = try String(contentsOfFile: "\(out)/README", encoding: .utf8)
    #expect(readme.contains("arrester replay --kind 'arn:aws:iam::*:role/key-rotation=automation' --planned planned.json *.jsonl"))
    let files = ["stack-deletion", "key-rotation"].map { "\(out)/\($0).jsonl" }
    let kind = ["--kind", "arn:aws:iam::*:role/key-rotation=automation"]
    let replay = try ProgramRun(["replay", "--json", "--planned", "\(out)/planned.json"] + kind + files)
    let verdicts = replay.lines.filter { !$0.contains(#""type":"warn""#) }
    #expect(verdicts.count == 1 && verdicts[0].contains("claude-stack-fixer") && verdicts[0].contains(#""rule":"ceiling""#))
  }

  @Test("it lists what there is, for people and for scripts")
  func listed() throws {
    let table = try ProgramRun(["simulate", "--list"])
    #expect(table.status == 0 && table.lines.count > 28 && table.lines.contains { $0.hasPrefix("slow-drip ") })
    let json = try ProgramRun(["simulate", "--list", "--json", "tag-storm"])
    let scenarios = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect(scenarios?.map { $0["name"] as? String } == ["tag-storm"])
  }

  @Test("the scoreboard says what was detected")
  func scoreboard() throws {
    let run = try ProgramRun(["simulate", "--scoreboard", "--seeds", "2", "--scale", "0", "one-irreversible-call", "tag-storm"])
    #expect(run.status == 0 && run.lines.contains { $0.contains("one-irreversible-call") && $0.contains("2 of 2") })
  }

  @Test(
    "what is wrong is said, and nothing is written",
    arguments: [
      (["simulate", "--all"], "--out is missing"), (["simulate", "--out", "x"], "no scenario is named"),
      (["simulate", "drip", "--out", "x"], "there is no scenario 'drip'"),
      (["simulate", "--all", "--out", "x", "--date", "2026-13-01"], "--date is '2026-13-01'"),
      (["simulate", "--all", "--out", "x", "--scale", "-1"], "--scale is '-1'"),
      (["simulate", "--all", "--out", "x", "--seed", "-1"], "--seed is"),
    ])
  func wrong(words: [String], problem: String) throws {
    let run = try ProgramRun(words)
    #expect(run.status == 2 && run.errors.contains(problem))
  }
}
