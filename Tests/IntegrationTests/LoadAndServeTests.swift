import Foundation
import Testing

extension ProgramTests {
  /// `load` and `serve --until-end` say what `replay --as-arrived` says.
  @Suite("load, then serve to the end")
  struct LoadAndServe {
    @Test("real CloudTrail files: the same counts and verdicts as a replay", arguments: Broker.versions)
    func realFiles(version: String) throws {
      try #require(!SharedFolder.cloudTrailFiles.isEmpty)
      for (index, file) in SharedFolder.cloudTrailFiles.enumerated() {
        let topics = try Topics("files-\(index)", on: ProgramTests.broker(version))
        try expectReplayed(file, topics, ["--kind", "*=agent"])
      }
    }

    @Test(
      "a stream with late, too late and doubled events: the same counts and verdicts as a replay", arguments: zip(Broker.versions, [1, 2]))
    func generated(version: String, seed: Int) throws {
      var shape = EventStream.Shape()
      shape.tooLatePercent = 3
      let file = try EventStream(seed: UInt64(seed), shape).write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      let verdicts = try expectReplayed(file, Topics("generated-\(seed)", on: ProgramTests.broker(version)), [])
      let rules = Set(try verdicts.map { try Verdicts.fields($0)["rule"] as? String ?? "" })
      #expect(rules.isSuperset(of: ["oneStrike", "ceiling", "confirmed", "recreated"]), "seed \(seed): \(rules)")
    }

    @Test("another order within the lateness: signals that grow trip the same principals, nothing is lost", arguments: Broker.versions)
    func reordered(version: String) throws {
      var shape = EventStream.Shape()
      shape.stories = [.ceiling, .oneStrike, .recreated]
      shape.delaySeconds = 100
      let first = EventStream(seed: 5, shape)
      let second = first.reordered(seed: 6, within: 300)
      #expect(first.lines != second.lines && first.lines.sorted() == second.lines.sorted())
      let one = try serveToEnd(first, Topics("order-1", on: ProgramTests.broker(version)))
      let other = try serveToEnd(second, Topics("order-2", on: ProgramTests.broker(version)))
      #expect(try Verdicts.principals(one.verdicts) == Verdicts.principals(other.verdicts))
      #expect(try Verdicts.principals(one.verdicts).count == shape.agents + shape.people)
      let settled = ["recordsRead", "events", "reads", "changes", "destructive", "failed", "duplicates", "tooLate", "future", "principals"]
      for name in settled { #expect(one.summary[name] as? Int == other.summary[name] as? Int, "\(name)") }
      #expect(one.summary["tooLate"] as? Int == 0)
    }

    @discardableResult
    private func expectReplayed(_ file: String, _ topics: Topics, _ options: [String]) throws -> [String] {
      let expected = try Verdicts.replayed(file, options)
      try topics.load(file)
      let served = try serve(topics, options)
      #expect(Verdicts.difference(served.verdicts, expected.lines) == "", "\(file)")
      #expect(served.summary as NSDictionary == expected.summary as NSDictionary, "\(file)")
      return served.verdicts
    }

    private func serveToEnd(_ stream: EventStream, _ topics: Topics) throws -> (verdicts: [String], summary: [String: Any]) {
      let file = try stream.write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      try topics.load(file)
      return try serve(topics, [])
    }

    private func serve(_ topics: Topics, _ options: [String]) throws -> (verdicts: [String], summary: [String: Any]) {
      let summary = NSTemporaryDirectory() + "arrester-summary-\(UUID().uuidString).json"
      defer { try? FileManager.default.removeItem(atPath: summary) }
      let more = ["--until-end", "--summary", summary] + options
      let program = try Program.run(["serve"] + topics.arguments + more, environment: topics.environment)
      try #require(program.status == 0, "\(program.errors)")
      return (try topics.verdicts(), try Verdicts.counts(summary))
    }
  }
}
