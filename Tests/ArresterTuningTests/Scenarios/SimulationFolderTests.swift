import Arrester
import ArresterBase
import ArresterEngine
import Foundation
import Testing

@testable import ArresterTuning

@Suite("The folder that simulate writes")
struct SimulationFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func simulation(_ names: [String], scale: Double = 0) -> Simulation {
    Simulation(scenarios: names.compactMap(Scenario.named), seed: 3, scale: scale)
  }

  private func object(_ name: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))) as? [String: Any])
  }

  @Test("replay reads the files and the plans, and decides what the labels say")
  func replayed() throws {
    let contents = try SimulationFolder.write(simulation(["wrong-workspace-destroy", "preview-cleanup"]), to: folder.path)
    let model = try TestModel.load()
    var options = Replay.Options()
    options.plans = try PlannedFile.load(path: "\(folder.path)/planned.json", bounds: model.engine.bounds)
    let files = try InputFiles(["wrong-workspace-destroy", "preview-cleanup"].map { "\(folder.path)/\($0).jsonl" })
    let result = try Replay(model: model, options: options).run(files, clock: MonthLater())
    #expect(result.summary.intake.events == contents.records && contents.files == 2 && contents.plans.count == 2)
    let tripped = Set(result.verdicts.filter { $0.type == .trip }.map(\.principal))
    #expect(tripped == Set(contents.labels.filter { $0.judgement == .harmful }.map(\.principal)))
  }

  @Test("labels hold principal, range, verdict, rule and words")
  func labels() throws {
    _ = try SimulationFolder.write(simulation(["poisoned-baseline", "tag-storm"]), to: folder.path)
    let file = try object("labels.json")
    #expect(file["format"] as? String == "arrester-labels/1")
    let labels = try #require(file["labels"] as? [[String: Any]])
    #expect(labels.compactMap { $0["verdict"] as? String } == ["unknown", "harmful", "fine"])
    #expect(labels.map { $0["rule"] as? String } == [nil, "ceiling", nil])
    #expect(labels.allSatisfy { ($0["words"] as? String)?.isEmpty == false && ($0["scenario"] as? String)?.isEmpty == false })
    let times = labels.map { label in ["from", "until"].map { Timestamp.parse(label[$0] as? String ?? "") ?? 0 } }
    #expect(times.allSatisfy { 0 < $0[0] && $0[0] <= $0[1] })
    #expect(times[0][1] < times[1][0])
  }

  @Test("the README has the replay command with declared kinds and plans")
  func readme() throws {
    _ = try SimulationFolder.write(simulation(["key-rotation", "autoscaler"], scale: 0.1), to: folder.path)
    let text = try String(contentsOfFile: "\(folder.path)/README", encoding: .utf8)
    let kinds = "--kind 'arn:aws:iam::*:role/key-rotation=automation' --kind 'arn:aws:iam::*:role/karpenter-controller=service'"
    #expect(text.contains("arrester replay \(kinds) --planned planned.json *.jsonl"))
    #expect(FileManager.default.fileExists(atPath: "\(folder.path)/background.jsonl"))
  }

  @Test("a second run writes the same bytes; event files of another run are refused")
  func again() throws {
    _ = try SimulationFolder.write(simulation(["tag-storm"]), to: folder.path)
    let first = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/tag-storm.jsonl"))
    _ = try SimulationFolder.write(simulation(["tag-storm"]), to: folder.path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/tag-storm.jsonl")) == first)
    #expect(
      throws: SimulationError(reason: "\(folder.path) holds tag-storm.jsonl, which is not of this run; name another folder, or remove it")
    ) {
      try SimulationFolder.write(simulation(["slow-drip"]), to: folder.path)
    }
    #expect(throws: SimulationError.self) { try SimulationFolder.write(simulation(["tag-storm"]), to: "\(folder.path)/README/below") }
  }

  @Test("a day is a day of the calendar", arguments: ["2026-01-05", "2026-02-30", "5.1.2026", "2026-01-05T00:00:00Z", ""])
  func dates(text: String) {
    #expect(Simulation.midnight(of: text) == (text == "2026-01-05" ? Simulation.defaultMidnight : nil))
  }
}
