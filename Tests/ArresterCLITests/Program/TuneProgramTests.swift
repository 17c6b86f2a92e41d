import Foundation
import Testing

/// `arrester tune` as people run it.
@Suite(.enabled(if: ProgramRun.program != nil, ProgramRun.isAbsent))
struct TuneProgramTests {
  private let folder: ScratchFolder
  private let scenarios: String

  init() throws {
    folder = try ScratchFolder()
    scenarios = "\(folder.path)/scenarios"
    let names = ["blue-green", "region-sweep", "wrong-workspace-destroy"]
    let run = try ProgramRun(["simulate"] + names + ["--seed", "7", "--scale", "0", "--out", scenarios])
    try #require(run.status == 0)
  }

  @Test("the model that it writes is valid, says where it comes from, and trips what is harmful and nothing else")
  func whole() throws {
    let (model, page) = ("\(folder.path)/tuned.json", "\(folder.path)/tune.html")
    let run = try ProgramRun(
      ["tune", "--labels", "\(scenarios)/labels.json", "--split", "1", "--out", model, "--report", page, scenarios])
    #expect(run.status == 0 && run.lines.contains { $0.hasPrefix("recommended") } && run.errors.contains("one pass over the events"))
    let check = try ProgramRun(["model", "check", model])
    #expect(check.status == 0 && check.output.contains("is valid"))
    let replay = try ProgramRun(["replay", "--json", "--model", model, "\(scenarios)/blue-green.jsonl"])
    #expect(replay.status == 0 && !replay.output.contains(#""type":"trip""#))
    let harmful = try ProgramRun(["replay", "--json", "--model", model, "\(scenarios)/region-sweep.jsonl"])
    #expect(harmful.output.contains(#""type":"trip""#))
    let html = try String(contentsOfFile: page, encoding: .utf8)
    #expect(html.hasPrefix("<!doctype html>") && html.contains("<svg") && !html.contains("http://") && !html.contains("https://"))
  }

  @Test("for scripts it prints one object")
  func json() throws {
    let run = try ProgramRun(["tune", "--json", "--labels", "\(scenarios)/labels.json", scenarios])
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let current = try #require((object?["current"] as? [String: Any])?["all"] as? [String: Any])
    #expect(current["harmful"] as? Int == 2 && current["wrongTrips"] as? Int == 0)
    #expect(((object?["front"] as? [Any])?.count ?? 0) > 0)
  }

  @Test("where no setting is within the budget nothing is written, and the status is 1")
  func impossible() throws {
    let model = "\(folder.path)/none.json"
    let run = try ProgramRun(["tune", "--labels", "\(scenarios)/labels.json", "--max-blast", "0", "--out", model, scenarios])
    #expect(run.status == 1 && run.output.contains("No setting is within the budget"))
    #expect(!FileManager.default.fileExists(atPath: model))
  }

  @Test(
    "what is wrong is said",
    arguments: [
      ([], "--labels"), (["--labels", "/nowhere.json"], "/nowhere.json cannot be used"),
      (["--labels", "/nowhere.json", "--split", "2"], "--split is '2'"),
      (["--labels", "/nowhere.json", "--max-false-trips-per-day", "few"], "--max-false-trips-per-day is 'few'"),
      (["--labels", "/nowhere.json", "--max-blast", "-1"], "--max-blast"),
    ])
  func wrong(words: [String], problem: String) throws {
    let run = try ProgramRun(["tune"] + words + [scenarios])
    #expect(run.status == 2 && run.errors.contains(problem), "\(run.errors)")
  }
}
