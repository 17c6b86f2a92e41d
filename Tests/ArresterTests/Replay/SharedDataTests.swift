import ArresterEvents
import Foundation
import Testing

@testable import Arrester

@Suite("replaying what other people recorded", .enabled(if: !SharedData.cloudTrailFiles.isEmpty, SharedData.isAbsent))
struct SharedDataTests {
  /// Later than all of the files.
  private static let clock = StoppedClock(nanoseconds: 4_000_000_000_000_000_000)

  private func lines(_ path: String) throws -> [String] {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test("what was read is events, dead letters and what was skipped", arguments: SharedData.cloudTrailFiles)
  func sums(path: String) throws {
    let result = try Replays.run(files: [path], clock: SharedDataTests.clock)
    let intake = result.summary.intake
    #expect(intake.events > 0)
    #expect(intake.recordsRead == intake.events + result.deadLetterCount + intake.skipped)
  }

  @Test(
    "own order, reversed and shuffled give the same bytes; doubled changes only how much was read", arguments: SharedData.cloudTrailFiles)
  func order(path: String) throws {
    let folder = try TemporaryFolder()
    let lines = try lines(path)
    var random = SeededRandom(seed: 11)
    let expected = try Replays.run(files: [path], clock: SharedDataTests.clock)
    for (name, other) in [("reversed", Array(lines.reversed())), ("shuffled", lines.shuffled(using: &random))] {
      let result = try Replays.run(files: [try folder.write(name, other.joined(separator: "\n"))], clock: SharedDataTests.clock)
      #expect(result.lines == expected.lines, "\(name)")
      #expect(result.counts == expected.counts, "\(name)")
    }
    let doubled = try folder.write("doubled", lines.flatMap { [$0, $0] }.joined(separator: "\n"))
    let twice = try Replays.run(files: [doubled], clock: SharedDataTests.clock)
    try ReplayOrderTests.expectDoubled(expected, twice, isAsArrived: false)
  }

  @Test("a dead letter's reason is true of its line", arguments: SharedData.cloudTrailFiles)
  func reasons(path: String) throws {
    let lines = try lines(path)
    for letter in try Replays.run(files: [path], clock: SharedDataTests.clock).deadLetters {
      guard case .file(_, let line, nil) = letter.place else { continue }
      let object = try #require(try JSONSerialization.jsonObject(with: Data(lines[line - 1].utf8)) as? [String: Any], "\(letter.place)")
      let record = (object["detail"] as? [String: Any]).flatMap { object["eventName"] == nil ? $0 : nil } ?? object
      switch letter.reason {
      case .noAction: #expect((record["eventName"] as? String ?? "").isEmpty, "\(letter.place)")
      case .noTime: #expect(["eventTime", "@timestamp", "time"].allSatisfy { !(record[$0] is String) }, "\(letter.place)")
      case .invalidTime: #expect(record["eventTime"] != nil && !SharedDataTests.isTime(record["eventTime"]), "\(letter.place)")
      default: Issue.record("\(letter.place): \(letter.reason) of a line that is JSON")
      }
    }
  }

  private static func isTime(_ value: Any?) -> Bool { (value as? String).flatMap { ISO8601DateFormatter().date(from: $0) } != nil }
}
