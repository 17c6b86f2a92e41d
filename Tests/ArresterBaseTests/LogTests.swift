import Foundation
import Synchronization
import Testing

@testable import ArresterBase

@Suite("The log")
struct LogTests {
  private static let second = Timestamp.nanosecondsPerSecond

  private let clock = SettableClock()
  private let lines = Lines()
  private var log: Log { Log(clock: clock, write: lines.add) }

  @Test("writes one JSON object a line, with time, level, message and fields in their order")
  func line() {
    log.warning("kafka", ["detail": .text("a \"broker\"\nis away"), "count": 3, "share": .decimal(0.25), "last": .flag(true)])
    #expect(
      lines.all == [
        #"{"time":"2026-01-02T03:04:05Z","level":"warning","message":"kafka","detail":"a \"broker\"\nis away","count":3,"share":0.25,"last":true}"#
      ])
  }

  @Test("makes the fields of lines below its level not even")
  func level() {
    var made = 0
    func fields() -> KeyValuePairs<String, Log.Value> {
      made += 1
      return [:]
    }
    log.debug("fine", fields())
    #expect(lines.all.isEmpty && made == 0)
  }

  @Test("writes ten of the same line in ten seconds, and says later how many it did not write")
  func repeats() throws {
    let log = log
    for _ in 0..<25 { log.error("a commit failed") }
    #expect(lines.all.count == 10)
    clock.advance(by: 11 * LogTests.second)
    log.error("a commit failed")
    let said = try lines.objects.dropFirst(10)
    #expect(said.map { $0["message"] as? String } == ["lines were not written", "a commit failed"])
    #expect(said.first?["repeatsNotWritten"] as? Int == 15)
    #expect(said.first?["of"] as? String == "a commit failed")
    #expect(said.first?["level"] as? String == "error")
  }

  @Test("says what it did not write with the next line of any kind, as the burst may not come again")
  func endedBurst() throws {
    let log = log
    for _ in 0..<12 { log.warning("page", cause: "leak") }
    clock.advance(by: 11 * LogTests.second)
    log.info("status")
    let said = try #require(lines.objects.first { $0["message"] as? String == "lines were not written" })
    #expect(said["cause"] as? String == "leak" && said["repeatsNotWritten"] as? Int == 2)
  }

  @Test("says at the end what it did not write")
  func finish() throws {
    let log = log
    for _ in 0..<11 { log.info("revoked") }
    log.finish()
    #expect(try lines.objects.last?["repeatsNotWritten"] as? Int == 1)
    log.finish()
    #expect(lines.all.count == 11)
  }

  @Test("lets no flood of one cause hide another, nor of a lower level a higher")
  func apart() {
    let log = log
    for _ in 0..<1000 {
      log.warning("page", cause: "verdict")
      log.info("kafka")
    }
    log.warning("page", cause: "leak", ["principal": "deploy-agent"])
    log.error("kafka")
    #expect(lines.all.contains { $0.contains(#""message":"page","cause":"leak","principal":"deploy-agent""#) })
    #expect(lines.all.contains { $0.contains(#""level":"error","message":"kafka""#) })
  }

  @Test("is not silenced for as long as a clock was put back")
  func clockPutBack() {
    let log = log
    for _ in 0..<20 { log.warning("kafka") }
    clock.advance(by: -3600 * LogTests.second)
    log.warning("kafka")
    #expect(lines.all.last?.contains(#""message":"kafka""#) == true)
    #expect(lines.all.count == 12)
  }

  @Test("remembers a bounded number of kinds of lines, and limits all others together")
  func manyKinds() {
    let log = log
    for number in 0..<3000 { log.warning("number \(number)") }
    #expect(lines.all.count == RepeatLimit.mostKinds + RepeatLimit.mostLines)
    clock.advance(by: 11 * LogTests.second)
    log.info("status")
    #expect(lines.all.contains { $0.contains(#""of":"lines of other kinds","repeatsNotWritten":1990"#) })
  }

  @Test("keeps the beginning of a text that is too long for a line")
  func longText() throws {
    log.error("kafka", ["detail": .text(String(repeating: "é", count: Log.mostTextBytes))])
    let detail = try #require(lines.objects.first?["detail"] as? String)
    #expect(detail.utf8.count <= Log.mostTextBytes + 3 && detail.hasSuffix("é…"))
  }
}

/// A clock that stands where it is put.
private final class SettableClock: WallClock {
  private let nanoseconds = Atomic(Timestamp.parse("2026-01-02T03:04:05Z") ?? 0)

  func now() -> Int64 { nanoseconds.load(ordering: .relaxed) }
  func advance(by change: Int64) { nanoseconds.wrappingAdd(change, ordering: .relaxed) }
}

private final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }
  var objects: [[String: Any]] {
    get throws { try all.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) } }
  }
  @Sendable func add(_ line: String) { lines.withLock { $0.append(line) } }
}
