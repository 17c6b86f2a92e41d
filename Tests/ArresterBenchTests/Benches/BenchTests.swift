import Arrester
import Foundation
import Testing

@testable import ArresterBench

/// Each command's measurement from end to end, for a moment.
@Suite("The benches")
struct BenchTests {
  private let model: Model

  init() throws { model = try TestModel.shared.get() }

  private func expectSound(_ report: BenchReport) throws {
    #expect(!report.results.isEmpty && !report.notes.isEmpty)
    for result in report.results {
      #expect(result.value.isFinite && result.value >= 0, "\(result.name)")
      #expect(result.comparisons.allSatisfy { $0.value > 0 && $0.ratio > 0 && $0.ratio.isFinite }, "\(result.name)")
    }
    _ = try JSONSerialization.jsonObject(with: Data(report.json.bytes))
  }

  @Test("decode holds Arrester against simdjson, the index and a copy, all of which take time")
  func decode() throws {
    let report = try DecodeBench(.generated(WorkloadShape()), model: model, options: TestModel.trial).run()
    try expectSound(report)
    #expect(report.results[0].value > 0 && report.results[0].comparisons.count == 4)
    #expect(report.results[0].comparisons[0].goal == .atLeast(0.9))
    #expect(report.notes[0].hasPrefix("512 records") && !report.notes[0].contains("no events"))
  }

  @Test("decode reads the files that it is given, and says what is in them")
  func decodeFiles() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("bench-\(UUID().uuidString).jsonl")
    defer { try? FileManager.default.removeItem(at: file) }
    var workload = CloudTrailWorkload(WorkloadShape())
    var bytes: [UInt8] = []
    for _ in 0..<20 {
      workload.next().append(to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    try Data(bytes).write(to: file)
    let report = try DecodeBench(.files(try InputFiles([file.path])), model: model, options: TestModel.trial).run()
    #expect(report.notes[0].hasPrefix("20 records"))
    try Data("nothing\n".utf8).write(to: file)
    #expect(throws: BenchError.self) { try DecodeBench(.files(try InputFiles([file.path])), model: model, options: TestModel.trial).run() }
  }

  @Test("score gives each number of principals a line beside cache misses, its memory, and the growth")
  func score() throws {
    let report = try ScoreBench(ScoringShape(), principals: [20, 60], attack: nil, model: model, options: TestModel.trial).run()
    try expectSound(report)
    let names = ["20 principals, foreseen", "20 principals, alone", "60 principals, foreseen", "60 principals, alone"]
    #expect(report.results.filter { $0.unit == "ns" }.map(\.name) == names)
    #expect(report.results.contains { $0.name == "growth from 20 to 60, foreseen" })
    #expect(report.histograms.map(\.histogram.count) == [1000, 1000])
  }

  @Test("what is late or deleted is held against the same principals without it")
  func unusualScore() throws {
    var shape = ScoringShape()
    shape.lateShare = 0.1
    shape.deleteShare = 0.03
    let report = try ScoreBench(shape, principals: [20], attack: nil, model: model, options: TestModel.trial).run()
    let unusual = try #require(report.results.first { $0.name == "20 principals, 10 % late, 3 % deletions, foreseen" })
    #expect(unusual.comparisons.first?.name == "20 principals" && unusual.comparisons.first?.goal == .atMost(2))
  }

  @Test("pipeline names its parts, the limit, lanes and allocations")
  func pipeline() throws {
    let report = try PipelineBench(.generated(WorkloadShape()), lanes: 3, model: model, options: TestModel.trial).run()
    try expectSound(report)
    let names = report.results.map(\.name)
    #expect(["decode", "count", "admit", "score"].allSatisfy { names.contains("of it: \($0)") })
    #expect(names.contains("records a second, 3 lanes") && names.contains("allocations for each record"))
    #expect(report.limit != nil && report.series.map(\.name) == ["1 lane", "3 lanes"])
    #expect(report.series.allSatisfy { !$0.points.isEmpty && $0.points.allSatisfy { $0.value > 0 } })
    #expect(report.histograms[0].histogram.count == 1024)
  }
}
