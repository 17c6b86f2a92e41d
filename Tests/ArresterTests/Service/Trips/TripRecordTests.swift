import ArresterBase
import ArresterEnforcement
import Testing

@testable import Arrester
@testable import ArresterBreaker
@testable import ArresterEngine

@Suite("a trip's record")
struct TripRecordTests {
  private func file() throws -> TripFile {
    let verdict = try Boards.trip()
    var file = TripFile(verdict, messageTimestamp: verdict.time + 1, arrivedAt: verdict.time + 2, decidedAt: verdict.time + 3)
    file.ledger.committedAt = verdict.time + 4
    let order = DenyOrder(key: file.key, trip: verdict.identifier, session: verdict.session, extent: .allWrites, revision: 3)
    file.note(EnforcementPlan(order: order, steps: ["attach"], snapshot: Array(#"{"a":"é"}"#.utf8), inverse: ["detach"]), by: "aws")
    file.note(
      EnforcementReceipt(plannedAt: verdict.time + 5, appliedAt: verdict.time + 6, verifiedAt: verdict.time + 7, detail: "read back"),
      of: order, by: "aws")
    file.note(leak: "event-9")
    file.state = .open
    file.stateSince = verdict.time + 8
    file.revision = 4
    return file
  }

  private func later(_ count: Int, of file: TripFile, name: String = "thing") -> [WatchedChange] {
    (0..<count).map { index in
      WatchedChange(
        key: file.key.latchKey, time: file.verdict.time + 5 + Int64(index), action: "lambda:DeleteFunction", effect: .delete, flags: [],
        weight: 3, identifier: "later-\(index)", resource: "\(name)-\(index)", session: nil, itemCount: 1, region: "us-east-1",
        scope: "111122223333", isTooLate: false)
    }
  }

  private func read(_ file: TripFile) -> TripFile? {
    TripFile(record: file.record, key: TripFile.recordKey(file.verdict.identifier))
  }

  @Test("holds all that is known: it is written again as it was read")
  func roundTrip() throws {
    var file = try file()
    for change in later(5, of: file) { file.note(change) }
    let again = try #require(read(file))
    #expect(again.record == file.record)
    #expect(again.verdict.jsonLine == file.verdict.jsonLine && again.verdict.homeScope == file.verdict.homeScope)
    #expect(again.plans == file.plans && again.receipts == file.receipts && again.ledger == file.ledger)
    #expect(again.manifest(.none, madeAt: 0).json == file.manifest(.none, madeAt: 0).json)
  }

  @Test("holds what the principal did second by second, before the trip and after, and what was refused")
  func activity() throws {
    var verdict = try Boards.trip()
    let second = Int(verdict.time / Timestamp.nanosecondsPerSecond)
    verdict.activity.note(second - 30, "eu-west-1") { $0.destructive = 2 }
    var file = TripFile(verdict, messageTimestamp: nil, arrivedAt: nil, decidedAt: verdict.time)
    file.revision = 1
    let changes = later(2, of: file)
    file.note(changes[0])
    for _ in 0..<3 { file.noteRefused(changes[1]) }
    #expect(file.activity.map(\.second) == [second - 30, second])
    #expect(file.activity[1].destructive == 1 && file.activity[1].failed == 3)
    #expect(file.refused == 3)
    let again = try #require(read(file))
    #expect(again.activity == file.activity && again.refused == 3)
    let shown = String(decoding: again.detailedJSON, as: UTF8.self)
    #expect(shown.contains(#""region":"eu-west-1","changes":0,"destructive":2"#))
  }

  @Test("what is destroyed after a restart is added to what was destroyed before it")
  func goesOn() throws {
    var file = try file()
    for change in later(2, of: file) { file.note(change) }
    var again = try #require(read(file))
    for change in later(3, of: file, name: "other") { again.note(change) }
    #expect(again.blast.parts.beforeTrip == file.blast.parts.beforeTrip)
    let counted = file.blast.parts.untilConfirmed.resources + file.blast.parts.afterwards.resources
    #expect(again.blast.parts.untilConfirmed.resources + again.blast.parts.afterwards.resources == counted + 3)
  }

  @Test("stays below what Kafka takes, with as much as finds room, and says that it is cut")
  func bounded() throws {
    var file = try file()
    for change in later(TripFile.mostLater, of: file, name: String(repeating: "n", count: 2000)) { file.note(change) }
    #expect(file.record.count <= TripFile.mostRecordBytes)
    let again = try #require(read(file))
    #expect(again.isCut && !again.laterCalls.isEmpty && again.blast.parts == file.blast.parts)
  }

  @Test("one that is torn, of another version, or under another's key is none")
  func refused() throws {
    let file = try file()
    let key = TripFile.recordKey(file.verdict.identifier)
    #expect(TripFile(record: Array(file.record.dropLast(20)), key: key) == nil)
    #expect(TripFile(record: file.record, key: TripFile.recordKey("another")) == nil)
    let next = String(decoding: file.record, as: UTF8.self).replacing(#""version":1"#, with: #""version":2"#)
    #expect(TripFile(record: Array(next.utf8), key: key) == nil)
  }
}

@Suite("the archive of trips")
struct TripArchiveTests {
  private func file(_ number: Int = 0) throws -> TripFile {
    var verdict = try Boards.trip()
    verdict.identifier = "trip-\(number)"
    return TripFile(verdict, messageTimestamp: nil, arrivedAt: nil, decidedAt: verdict.time)
  }

  private func take(_ file: TripFile, _ archive: TripArchive) -> Bool {
    file.record.withUnsafeBytes { archive.take($0, key: TripFile.recordKey(file.verdict.identifier)) }
  }

  @Test("gives out a new trip at once, and what becomes of it when it is due")
  func due() throws {
    let archive = TripArchive()
    let second = Timestamp.nanosecondsPerSecond
    archive.add(try file())
    #expect(archive.takeChanged(all: false, at: 0, owned: Boards.isEveryone).files.map(\.revision) == [1])
    archive.update("trip-0") { $0.note(leak: "event") }
    #expect(archive.takeChanged(all: false, at: second - 1, owned: Boards.isEveryone).isEmpty)
    #expect(archive.takeChanged(all: false, at: second, owned: Boards.isEveryone).files.map(\.revision) == [2])
    archive.update("trip-0") { _ in }
    #expect(archive.takeChanged(all: true, at: second, owned: Boards.isEveryone).isEmpty, "nothing has changed")
  }

  @Test("the state that its breaker comes to is written with it, and a trip that another follows is over")
  func states() throws {
    let archive = TripArchive()
    archive.add(try file(0))
    archive.add(try file(1))
    _ = archive.takeChanged(all: false, at: 0, owned: Boards.isEveryone)
    var breaker = Breaker(key: try file().key, mode: .enforce, at: 5)
    breaker.trip = TripReference(identifier: "trip-0", number: 1, rule: .ceiling, time: 1, decidedAt: 2, countsInCaps: true)
    breaker.state = .probation
    archive.follow(breaker)
    #expect(archive.takeChanged(all: false, at: 0, owned: Boards.isEveryone).toldFiles.map(\.state) == [.probation])
    breaker.trip = TripReference(identifier: "trip-1", number: 2, rule: .ceiling, time: 1, decidedAt: 2, countsInCaps: true)
    breaker.state = .open
    archive.follow(breaker)
    #expect(archive["trip-0"]?.state == .closed && archive["trip-0"]?.successor == "trip-1")
    #expect(archive.takeChanged(all: true, at: 0, owned: Boards.isEveryone).toldFiles.map(\.state) == [.closed, .open])
  }

  @Test("what was not written has its revision again, so that whoever owns it next is not behind")
  func givenBack() throws {
    let archive = TripArchive()
    archive.add(try file())
    archive.giveBack(archive.takeChanged(all: true, at: 0, owned: Boards.isEveryone))
    #expect(archive["trip-0"]?.revision == 0)
    var next = try file()
    next.revision = 1
    next.leaks = ["of the next owner"]
    #expect(take(next, archive) && archive["trip-0"]?.leaks == ["of the next owner"])
  }

  @Test("each state is told once, and again where its telling was not committed")
  func told() throws {
    let archive = TripArchive()
    archive.add(try file())
    archive.update("trip-0") { $0.state = .open }
    #expect(archive.takeChanged(all: true, at: 0, owned: Boards.isEveryone).toldFiles.isEmpty, "the trip itself comes first")
    archive.update("trip-0") { $0.note(leak: "event") }
    let step = archive.takeChanged(all: true, at: 0, owned: Boards.isEveryone)
    #expect(step.toldFiles.map(\.state) == [.open])
    archive.giveBack(step)
    #expect(archive.takeChanged(all: true, at: 0, owned: Boards.isEveryone).toldFiles.map(\.state) == [.open])
    archive.update("trip-0") { $0.note(leak: "event") }
    #expect(archive.takeChanged(all: true, at: 0, owned: Boards.isEveryone).toldFiles.isEmpty)
  }

  @Test("a state that a crash kept from being told is told by whoever owns the trip next, and by nobody else")
  func toldAfterCrash() throws {
    let written = TripArchive()
    written.add(try file())
    written.update("trip-0") { $0.state = .open }
    let record = try #require(written.takeChanged(all: true, at: 0, owned: Boards.isEveryone).files.first)
    let archive = TripArchive()
    #expect(take(record, archive))
    #expect(archive.takeChanged(all: true, at: 0, owned: Boards.isNobody).isEmpty)
    archive.tellAnew()
    #expect(archive.takeChanged(all: true, at: 0, owned: Boards.isEveryone).toldFiles.map(\.state) == [.open])
    archive.tellAnew()
    #expect(archive.takeChanged(all: true, at: 0, owned: Boards.isEveryone).isEmpty)
  }

  @Test("a record that is not newer changes nothing, and what others own is not written")
  func older() throws {
    let archive = TripArchive()
    var known = try file()
    known.revision = 3
    #expect(take(known, archive))
    archive.update("trip-0") { $0.note(leak: "event") }
    known.revision = 2
    #expect(take(known, archive))
    #expect(archive["trip-0"]?.leaks == ["event"])
    #expect(archive.takeChanged(all: true, at: 0, owned: Boards.isNobody).isEmpty)
    #expect([1].withUnsafeBytes { !archive.take($0, key: TripFile.recordKey("trip-1")) }, "it cannot be read")
  }

  @Test("keeps the newest, and has the topic drop the others")
  func bounded() throws {
    let archive = TripArchive()
    for number in 0...TripArchive.mostTrips { archive.add(try file(number)) }
    #expect(archive.all.count == TripArchive.mostTrips && archive.forgotten == 1)
    #expect(archive.takeChanged(all: true, at: 0, owned: Boards.isEveryone).dropped.map(\.verdict.identifier) == ["trip-0"])
  }
}
