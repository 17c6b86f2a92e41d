import ArresterEvents
import Testing

@testable import Arrester

@Suite("sorting in bounded memory")
struct EventSorterTests {
  /// Identifiers with their times, in the order in which a sorter gives them back.
  private func sorted(
    _ records: [String], memoryLimitBytes: Int, mostRuns: Int = 64
  ) throws -> (identifiers: [String], runs: Int, open: Int) {
    let intake = Intake(model: try TestModel.load(), wantsDigests: true)
    let sorter = EventSorter(memoryLimitBytes: memoryLimitBytes, mostRuns: mostRuns)
    for record in records {
      var failure: (any Error)?
      Array(record.utf8).withUnsafeBytes { bytes in
        intake.take(bytes, at: .file(path: "x", line: 1, index: nil), reference: StoppedClock.later.nanoseconds) { frame in
          do { try sorter.append(frame) } catch { failure = error }
        }
      }
      if let failure { throw failure }
    }
    var identifiers: [String] = []
    try sorter.drain { identifiers.append("\($0.header.pointee.time) \($0.identifier.text) \($0.header.pointee.digestHigh)") }
    #expect(identifiers.count == sorter.count)
    return (identifiers, sorter.spilledRuns, sorter.openRuns)
  }

  @Test("runs that were written to files give the order that memory gives", arguments: [1, 2000, 20_000])
  func spilled(memoryLimitBytes: Int) throws {
    var maker = StreamMaker(seed: 5)
    let records = maker.make(400)
    let inMemory = try sorted(records, memoryLimitBytes: 1 << 28)
    let spilled = try sorted(records, memoryLimitBytes: memoryLimitBytes)
    #expect(inMemory.runs == 0)
    #expect(spilled.runs > 3)
    #expect(inMemory.identifiers.count > 200)
    #expect(spilled.identifiers == inMemory.identifiers)
    let shuffled = try sorted(records.reversed(), memoryLimitBytes: memoryLimitBytes)
    #expect(shuffled.identifiers == inMemory.identifiers)
  }

  @Test("many runs are merged as they come, so that few files are open", arguments: [2, 3, 7])
  func merged(mostRuns: Int) throws {
    var maker = StreamMaker(seed: 6)
    let records = maker.make(400)
    let inMemory = try sorted(records, memoryLimitBytes: 1 << 28)
    let merged = try sorted(records, memoryLimitBytes: 1, mostRuns: mostRuns)
    #expect(merged.runs > 200)
    #expect(merged.open <= (mostRuns - 1) * 9)
    #expect(merged.identifiers == inMemory.identifiers)
  }

  @Test("whoever has enough may stop it")
  func stopped() throws {
    struct Enough: Error {}
    var maker = StreamMaker(seed: 5)
    let intake = Intake(model: try TestModel.load(), wantsDigests: true)
    let sorter = EventSorter(memoryLimitBytes: 2000)
    for record in maker.make(100) {
      Array(record.utf8).withUnsafeBytes { bytes in
        intake.take(bytes, at: .file(path: "x", line: 1, index: nil), reference: StoppedClock.later.nanoseconds) { try? sorter.append($0) }
      }
    }
    var seen = 0
    #expect(throws: Enough.self) {
      try sorter.drain { _ in
        seen += 1
        if seen == 7 { throw Enough() }
      }
    }
    #expect(seen == 7 && sorter.count > 7)
  }

  @Test("times rise, and events of one time come by identifier")
  func order() throws {
    let agent = CloudTrail()
    let records = [
      agent.deleteFunction("f", at: 2, id: "a"), agent.deleteFunction("f", at: 1, id: "c"), agent.deleteFunction("f", at: 1, id: "b"),
      agent.deleteFunction("f", at: 1, id: "bb"),
    ]
    let identifiers = try sorted(records, memoryLimitBytes: 1).identifiers.map { $0.split(separator: " ")[1] }
    #expect(identifiers == ["b", "bb", "c", "a"])
  }

  @Test("a frame larger than the buffers is kept whole")
  func largeFrames() throws {
    let agent = CloudTrail()
    let names = (0..<200).map { #"{"imageDigest":"sha256:\#($0)-\#(String(repeating: "x", count: 200))"}"# }.joined(separator: ",")
    let big = agent.record("ecr:BatchDeleteImage", at: 5, id: "big", request: #"{"repositoryName":"r","imageIds":[\#(names)]}"#)
    let records = [big, agent.deleteFunction("f", at: 1, id: "small"), big.replacing("\"big\"", with: "\"big2\"")]
    let expected = try sorted(records, memoryLimitBytes: 1 << 28)
    #expect(expected.identifiers.count == 3)
    #expect(try sorted(records, memoryLimitBytes: 1).identifiers == expected.identifiers)
  }
}
