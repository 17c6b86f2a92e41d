import Foundation
import Testing

@testable import Arrester

@Suite("replay gives the same bytes whatever the order and the form of its input")
struct ReplayOrderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func records(_ seed: UInt64, _ count: Int = 500) -> [String] {
    var maker = StreamMaker(seed: seed)
    return maker.make(count)
  }

  @Test("own order, reversed, shuffled", arguments: TestSeeds.take(4))
  func order(seed: UInt64) throws {
    let records = records(seed)
    let expected = try Replays.run(records)
    #expect(expected.verdicts.contains { $0.type == .trip }, "seed \(seed)")
    var random = SeededRandom(seed: seed)
    for other in [records.reversed(), records.shuffled(using: &random)] {
      let result = try Replays.run(other)
      #expect(result.lines == expected.lines, "seed \(seed)")
      #expect(result.counts == expected.counts, "seed \(seed)")
    }
  }

  @Test("any number of shards", arguments: [2, 3, 7])
  func shards(count: Int) throws {
    for isAsArrived in [false, true] {
      let records = records(1001)
      let one = try Replays.run(records) { $0.isAsArrived = isAsArrived }
      let several = try Replays.run(records) {
        $0.isAsArrived = isAsArrived
        $0.shards = count
      }
      #expect(several.lines == one.lines)
      #expect(several.counts == one.counts)
    }
  }

  @Test("one file, several, compressed, wrapped, in folders")
  func files() throws {
    let records = records(1002)
    let expected = try Replays.run(records)
    let text = records.joined(separator: "\n") + "\n"
    let half = records.count / 2
    let plain = try folder.write("plain.jsonl", text)
    let halves = [
      try folder.write("halves/a.jsonl", records[..<half].joined(separator: "\r\n")),
      try folder.write("halves/b.json.gz", Gzip.compress("{\"Records\":[" + records[half...].joined(separator: ",\n") + "]}")),
    ]
    let array = try folder.write("array.json", "[\n" + records.joined(separator: ",\n") + "\n]\n")
    let lookup = try folder.write("lookup.json", "{\"Events\": [" + records.joined(separator: ",") + "], \"NextToken\": \"x\"}")
    for paths in [[plain], halves, halves.reversed(), [folder.path + "/halves"], [array], [lookup]] {
      let result = try Replays.run(files: paths)
      #expect(result.lines == expected.lines, "\(paths)")
      #expect(result.counts == expected.counts, "\(paths)")
    }
  }

  @Test("as arrived is the same as sorted where records come in order", arguments: TestSeeds.take(3))
  func inOrder(seed: UInt64) throws {
    // Unique times and identifiers: what ties are broken by is nobody's order of arrival.
    let records = records(seed).filter { $0.contains("eventTime") }.enumerated().map { index, record in
      var object = (try? JSONSerialization.jsonObject(with: Data(record.utf8)) as? [String: Any]) ?? [:]
      object["eventTime"] =
        "2026-01-02T\(ReplayOrderTests.two(3 + index / 360)):\(ReplayOrderTests.two(index / 6 % 60)):\(ReplayOrderTests.two(index % 6 * 10))Z"
      object["eventID"] = "id-\(index)"
      return String(decoding: (try? JSONSerialization.data(withJSONObject: object, options: .sortedKeys)) ?? Data(), as: UTF8.self)
    }
    let sorted = try Replays.run(records)
    let arrived = try Replays.run(records) { $0.isAsArrived = true }
    #expect(!sorted.verdicts.isEmpty)
    #expect(arrived.lines == sorted.lines)
    #expect(arrived.counts == sorted.counts)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  @Test("each line doubled changes only how much was read", arguments: TestSeeds.take(3), [false, true])
  func doubled(seed: UInt64, isAsArrived: Bool) throws {
    let records = records(seed)
    let once = try Replays.run(records) { $0.isAsArrived = isAsArrived }
    let twice = try Replays.run(records.flatMap { [$0, $0] }) { $0.isAsArrived = isAsArrived }
    try ReplayOrderTests.expectDoubled(once, twice, isAsArrived: isAsArrived)
    #expect(twice.summary.intake.events == 2 * once.summary.intake.events)
    #expect(twice.deadLetterCount == 2 * once.deadLetterCount)
  }

  /// Semantics: nothing but these may change.
  static func expectDoubled(_ once: Replay.Result, _ twice: Replay.Result, isAsArrived: Bool) throws {
    var mayChange: Set = ["recordsRead", "events", "reads", "dataEvents", "skipped", "deadLetters", "duplicates", "future"]
    if isAsArrived { mayChange.insert("tooLate") }
    #expect(twice.lines == once.lines)
    #expect(twice.counts.filter { !mayChange.contains($0.key) } == once.counts.filter { !mayChange.contains($0.key) })
    #expect(twice.summary.intake.recordsRead == 2 * once.summary.intake.recordsRead)
  }

  @Test("what was read is events, dead letters and what was skipped", arguments: TestSeeds.take(3))
  func sums(seed: UInt64) throws {
    var maker = StreamMaker(seed: seed)
    var random = SeededRandom(seed: seed)
    let damaged = [
      "{", "[1,2]", "null", "\u{0}", #"{"Records":[{"x":1},7]}"#, #"{"eventCategory":"Insight","eventTime":"2026-01-02T03:04:05Z"}"#, "{}",
      "",
    ]
    let records = (maker.make(200) + (0..<60).map { _ in random.pick(damaged) }).shuffled(using: &random)
    let result = try Replays.run(records)
    let intake = result.summary.intake
    #expect(intake.recordsRead == intake.events + result.deadLetterCount + intake.skipped)
    #expect(result.deadLetterCount > 0)
    #expect(intake.skipped > 0)
    #expect(intake.recordsRead >= records.count)
  }
}
