import Arrester
import ArresterBase
import ArresterEngine
import Foundation
import Testing

@testable import ArresterTuning

@Suite struct TunedModelTests {
  private static let source = PackageFolder.path + "/models/default.json"

  /// One limit changed, written to a folder of its own.
  private static func written(_ value: Double, in folder: TemporaryFolder) throws -> (path: String, tuning: Tuning) {
    let model = try TestModel.load()
    let labels = folder.path + "/labels.json"
    let events = folder.path + "/events.jsonl"
    let playing = Playing(["large-apply"].compactMap(Scenario.named), seed: 1)
    try Data(LabelsText.text([], Simulation()).utf8).write(to: URL(fileURLWithPath: labels))
    try Data(playing.lines.joined(separator: [0x0A])).write(to: URL(fileURLWithPath: events))
    let files = try InputFiles([events])
    let tuning = try Tuning(files, model: model, labels: try TuneLabels.load(path: labels), plans: .empty, options: Tuning.Options())
    let swept = try #require(tuning.swept.firstIndex { $0.name == "destructiveRatio/300s soft" })
    let path = folder.path + "/tuned.json"
    try TunedModel(tuning, source: model, files: files, labels: labels, command: "arrester tune")
      .write(Setting(changes: [Setting.Change(swept: swept, value: value)]), to: path)
    return (path, tuning)
  }

  private static func lines(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("the file that is written is the old one but for the limit, how it was made and where its tables are")
  func smallDifference() throws {
    let folder = try TemporaryFolder()
    let (path, _) = try TunedModelTests.written(0.75, in: folder)
    let (old, new) = (try TunedModelTests.lines(TunedModelTests.source), try TunedModelTests.lines(path))
    let difference = new.difference(from: old)
    #expect(difference.removals.count == 7, "\(difference.removals)")
    #expect(new.contains("      {\"signal\": \"destructiveRatio\", \"windowSeconds\": 300, \"soft\": 0.75},"))
    #expect(new.count - old.count < 25)
  }

  @Test("it loads, with that limit and no other changed")
  func loads() throws {
    let folder = try TemporaryFolder()
    let (path, _) = try TunedModelTests.written(0.75, in: folder)
    let (old, new) = (try TestModel.load().engine, try ModelLoader.load(path: path).engine)
    let changed = zip(old.limits[.agent], new.limits[.agent]).filter { $0 != $1 }
    #expect(changed.count == 1 && changed.first?.1.soft == 0.75 && changed.first?.1.signal == .destructiveRatio)
    #expect(new.limits[.human] == old.limits[.human] && new.windows == old.windows)
  }

  @Test("its provenance names the inputs with size and hash, the range of events and what was changed")
  func provenance() throws {
    let folder = try TemporaryFolder()
    let (path, tuning) = try TunedModelTests.written(0.75, in: folder)
    let file = try JSONSerialization.jsonObject(with: try Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any]
    let provenance = try #require(file?["provenance"] as? [String: Any])
    let input = try #require((provenance["inputs"] as? [[String: Any]])?.first)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/events.jsonl"))
    #expect(input["bytes"] as? Int == bytes.count)
    #expect(input["sha256"] as? String == bytes.withUnsafeBytes { SHA256($0).hexadecimal })
    #expect(provenance["firstEventTime"] as? String == tuning.range.map { Timestamp.format($0.lowerBound) })
    let change = try #require((provenance["changed"] as? [[String: Any]])?.first)
    #expect(change["limit"] as? String == "destructiveRatio/300s soft")
    #expect(change["was"] as? Double == 0.7 && change["is"] as? Double == 0.75)
    #expect(provenance["from"] as? String == (try TestModel.load().identifier) && provenance["arrester"] as? String == ArresterVersion.text)
  }

  @Test("what is written again from what was written replaces its provenance")
  func again() throws {
    let limits = "\"limits\": {\"agent\": [{\"soft\": 3}, {\"hard\": 5, \"soft\": 2}]}}"
    let text = Array("{\"made\": \"a\", \"provenance\": {\"x\": [1, {\"y\": \"}\"}]}, \(limits)".utf8)
    let new = try TunedModelText.text(text, [(limit: 1, isHard: false, value: 4)], made: "b \"c\"", provenance: "{}", tables: "")
    #expect(
      String(decoding: new, as: UTF8.self)
        == "{\"made\": \"b \\\"c\\\"\", \"provenance\": {}, \"limits\": {\"agent\": [{\"soft\": 3}, {\"hard\": 5, \"soft\": 4}]}}")
  }

  @Test(
    "a folder is found from another one",
    arguments: [("/a/b", "/a/b", ""), ("/a/b", "/a/c", "../c/"), ("/a", "/a/c/d", "c/d/"), ("/a/b/c", "/x", "../../../x/")])
  func way(from: String, to: String, expected: String) { #expect(TunedModelText.way(from: from, to: to) == expected) }

  @Test("a model that cannot be written leaves nothing behind")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    let model = try TestModel.load()
    let trace = try Trace.make(of: [], model: model, plans: .empty, wanted: [])
    let tuning = try Tuning(trace, TuneLabels(labels: []), Tuning.Options())
    let labels = folder.path + "/labels.json"
    try Data(LabelsText.text([], Simulation()).utf8).write(to: URL(fileURLWithPath: labels))
    let writer = try TunedModel(tuning, source: model, files: try InputFiles([labels]), labels: labels, command: "")
    #expect(throws: TuneError.self) { try writer.write(.current, to: folder.path + "/missing/tuned.json") }
  }
}
