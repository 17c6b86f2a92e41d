import Arrester
import ArresterBase
import ArresterEngine
import Foundation
import Testing

@testable import ArresterTuning

@Suite("Replaying a bucket")
struct BucketReplayTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func replay(_ path: String, _ change: (Replay) -> Void = { _ in }) throws -> Replay.Result {
    let replay = Replay(model: try TestModel.load(), options: Replay.Options())
    change(replay)
    return try replay.run(try InputFiles([path]), clock: MonthLater())
  }

  @Test("a tree of gzip files is decided as its records by themselves are, wherever each of them lies")
  func tree() throws {
    let scenarios = ["wrong-workspace-destroy", "region-sweep"].compactMap(Scenario.named)
    let tree = try BucketTree(in: folder.path, days: 1, scale: 0.05, scenarios: scenarios)
    #expect(tree.files > 50 && tree.records > 200)
    var lines: [[UInt8]] = []
    Simulation(scenarios: scenarios, seed: 1, scale: 0.05).play { lines += $0.lines }
    let expected = try Replay(model: try TestModel.load(), options: Replay.Options()).run(records: lines, clock: MonthLater())
    let result = try replay(folder.path)
    #expect(result.summary.intake.recordsRead == tree.records && result.interruption == nil)
    #expect(result.verdicts == expected.verdicts && result.summary.trips > 0)
  }

  @Test("stopped while it reads, it judges what it has read and says how much that was")
  func stopped() throws {
    let tree = try BucketTree(in: folder.path, days: 1, scale: 0.05, scenarios: [])
    var asked = 0
    let result = try replay(folder.path) { replay in
      replay.shouldStop = {
        asked += 1
        return asked > 40
      }
    }
    let interruption = try #require(result.interruption)
    #expect(interruption.judgedUpTo == nil && interruption.readBytes > 0)
    #expect(interruption.readBytes < (try InputFiles([folder.path])).totalBytes)
    #expect(result.summary.intake.recordsRead > 0 && result.summary.intake.recordsRead < tree.records)
    #expect(result.summary.admission.changes > 0)
  }

  @Test("stopped while it judges, it says up to when it did")
  func stoppedJudging() throws {
    let lines = (0..<10_000).map { ReportedCall(name: "TagResource", thing: "t").record($0, id: "e-\($0)") }
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: "\(folder.path)/a.jsonl"))
    var isJudging = false
    let replay = Replay(model: try TestModel.load(), options: Replay.Options())
    replay.shouldStop = { isJudging }
    let result = try replay.run(try InputFiles([folder.path]), clock: MonthLater()) { progress in
      if case .judged(let changes, let total) = progress { isJudging = changes > 4096 && total == 10_000 }
    }
    let upTo = try #require(result.interruption?.judgedUpTo)
    #expect(Timestamp.format(upTo) == "2026-01-05T11:16:31Z")
    #expect(result.summary.admission.changes == 8192)
  }

  /// `ARRESTER_BUCKET=FOLDER ARRESTER_BUCKET_DAYS=30 swift test --filter BucketReplayTests` keeps a large one, to measure with.
  @Test("a large bucket is kept where that is asked for", .enabled(if: ProcessInfo.processInfo.environment["ARRESTER_BUCKET"] != nil))
  func kept() throws {
    let environment = ProcessInfo.processInfo.environment
    let days = environment["ARRESTER_BUCKET_DAYS"].flatMap(Int.init) ?? 30
    let scale = environment["ARRESTER_BUCKET_SCALE"].flatMap(Double.init) ?? 1
    let tree = try BucketTree(in: environment["ARRESTER_BUCKET"] ?? folder.path, days: days, scale: scale)
    print("\(tree.files) files, \(tree.records) records, \(tree.bytes) bytes before compression")
    #expect(tree.files > 0)
  }
}
