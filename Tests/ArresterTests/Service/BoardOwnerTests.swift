import ArresterBreaker
import ArresterEngine
import Testing

@testable import Arrester

@Suite("the owner of the board")
struct BoardOwnerTests {
  private let trip: Verdict

  init() throws { trip = try Boards.trip() }

  private struct Unreadable: Error {}

  /// What one member writes about the trip.
  private func records(enforces: Bool) throws -> [BoardRecord] {
    let writer = try Boards.owner(enforces: enforces, at: Boards.start)
    writer.handle(trip, changedPrincipals: 1, watermark: trip.time)
    #expect(writer.pending.count >= 2)
    return writer.pending
  }

  @Test("what is read anew takes the board's place at once, when it is whole")
  func load() throws {
    let records = try records(enforces: true)
    let owner = try Boards.owner(enforces: true, at: Boards.start)
    owner.load(policy: try Boards.policy(enforces: true), owned: Boards.isEveryone) {
      for record in records {
        owner.take(record)
        #expect(owner.isAllowed(trip.principal))
        #expect(owner.board.latches.isEmpty && owner.board.breakers.isEmpty)
      }
    }
    #expect(!owner.isAllowed(trip.principal))
    #expect(owner.latch(for: trip.breakerKey.latchKey)?.isTripped == true)
  }

  @Test("where reading fails everything stays as it was, and records are followed as before")
  func failedLoad() throws {
    let owner = try Boards.owner(enforces: true, at: Boards.start)
    owner.handle(trip, changedPrincipals: 1, watermark: trip.time)
    let pending = owner.pending
    #expect(throws: Unreadable.self) {
      try owner.load(policy: try Boards.policy(enforces: true), owned: Boards.isEveryone) { throw Unreadable() }
    }
    #expect(owner.pending == pending)
    #expect(!owner.isAllowed(trip.principal))
    let other = try Boards.owner(enforces: true, at: Boards.start)
    for record in pending { other.take(record) }
    other.input(.command(.restore), for: trip.breakerKey, watermark: trip.time)
    for record in other.pending { owner.take(record) }
    #expect(owner.latch(for: trip.breakerKey.latchKey)?.isTripped == false)
  }

  @Test("what was decided and not committed is forgotten with the old board, so that it is decided again")
  func dropsUncommitted() throws {
    let owner = try Boards.owner(enforces: true, at: Boards.start)
    owner.handle(trip, changedPrincipals: 1, watermark: trip.time)
    let first = owner.pending
    owner.load(policy: try Boards.policy(enforces: true), owned: Boards.isEveryone) {}
    #expect(owner.pending.isEmpty)
    #expect(owner.isAllowed(trip.principal))
    owner.handle(trip, changedPrincipals: 1, watermark: trip.time)
    #expect(owner.pending == first)
  }

  @Test("a mode that has changed is recorded by the principal's owner only, and known to all", arguments: [true, false])
  func modeChange(isOwner: Bool) throws {
    let records = try records(enforces: true)
    let member = try Boards.owner(enforces: false, at: Boards.start)
    member.load(policy: try Boards.policy(enforces: false), owned: isOwner ? Boards.isEveryone : Boards.isNobody) {
      for record in records { member.take(record) }
    }
    #expect(member.board.breakers[trip.breakerKey]?.mode == .shadow)
    #expect(member.pending.isEmpty != isOwner)
  }

  @Test("a restoration by another member reaches this one's lanes, a trip does not")
  func restorationElsewhere() throws {
    let member = try Boards.owner(enforces: true, at: Boards.start)
    var restored: [(key: LatchKey, time: Int64)] = []
    member.onRestore = { restored.append(($0, $1)) }
    let other = try Boards.owner(enforces: true, at: Boards.start)
    for record in try records(enforces: true) {
      member.take(record)
      other.take(record)
    }
    #expect(restored.isEmpty)
    other.input(.command(.restore), for: trip.breakerKey, watermark: trip.time + 5)
    for record in other.pending { member.take(record) }
    #expect(restored.map(\.key) == [trip.breakerKey.latchKey])
    #expect(restored.map(\.time) == [trip.time + 5])
  }

  @Test("a restoration is never older than its trip, whatever watermark is known", arguments: [nil, 0, 1])
  func restorationWithoutWatermark(watermark: Int64?) throws {
    let member = try Boards.owner(enforces: true, at: Boards.start)
    for record in try records(enforces: true) { member.take(record) }
    member.input(.command(.restore), for: trip.breakerKey, watermark: watermark)
    #expect(member.board.latches[trip.breakerKey]?.restoredTime == trip.time)
  }

  @Test("latches restore themselves at their owner only, also where they become owned later")
  func ownedLatches() throws {
    let records = try records(enforces: false)
    let member = try Boards.owner(enforces: false, at: Boards.start)
    for record in records { member.take(record) }
    let late = trip.time + 24 * Boards.hour
    for _ in 0..<2 {
      member.tick(watermarks: [.aws: late], owned: Boards.isNobody, watermark: { _ in late })
      #expect(member.pending.isEmpty)
      #expect(member.board.latches[trip.breakerKey]?.isTripped == true)
    }
    member.tick(watermarks: [.aws: late], owned: Boards.isEveryone, watermark: { _ in late })
    #expect(member.board.latches[trip.breakerKey]?.isTripped == false)
    #expect(!member.pending.isEmpty)
  }

  @Test("timers fire at their owner only, with the watermark of the principal's own partition")
  func ownedTimers() throws {
    let records = try records(enforces: true)
    let writer = try Boards.owner(enforces: true, at: Boards.start)
    for record in records { writer.take(record) }
    writer.input(.command(.exempt(until: Boards.start + Boards.hour)), for: trip.breakerKey, watermark: trip.time)
    let exempt = records + writer.pending
    let member = try Boards.owner(enforces: true, at: Boards.start + 2 * Boards.hour)
    member.load(policy: try Boards.policy(enforces: true), owned: Boards.isEveryone) { for record in exempt { member.take(record) } }
    _ = member.takePending()
    var asked: [BreakerKey] = []
    member.tick(watermarks: [:], owned: Boards.isNobody, watermark: { _ in nil })
    #expect(member.pending.isEmpty)
    #expect(member.board.breakers[trip.breakerKey]?.state == .exempt)
    member.tick(watermarks: [:], owned: Boards.isEveryone) { key in
      asked.append(key)
      return trip.time + 7
    }
    #expect(asked.allSatisfy { $0 == trip.breakerKey } && !asked.isEmpty)
    #expect(member.board.breakers[trip.breakerKey]?.state == .closed)
  }

  @Test("with a key, records without its seal are ignored, counted and paged; sealed ones count")
  func sealed() throws {
    let records = try records(enforces: true)
    let seal = RecordSeal(secret: Array("secret".utf8))
    let log = LogLines()
    let member = try Boards.owner(enforces: true, at: Boards.start, seal: seal, log: log)
    for record in records {
      member.take(record)
      member.take(record, sealedBy: RecordSeal(secret: Array("other".utf8)))
    }
    #expect(member.refused == RefusedRecords(unsealed: 2 * records.count))
    #expect(log.all.count { $0.contains(#""message":"page","cause":"unsealedRecord""#) } == 2 * records.count)
    #expect(member.isAllowed(trip.principal) && member.board.latches.isEmpty)
    for record in records { member.take(record, sealedBy: seal) }
    #expect(!member.isAllowed(trip.principal))
    #expect(member.refused == RefusedRecords(unsealed: 2 * records.count))
  }

  @Test("without a key, sealed records are read as plain ones; damaged ones are counted")
  func unsealed() throws {
    let member = try Boards.owner(enforces: true, at: Boards.start)
    for record in try records(enforces: true) { member.take(record, sealedBy: RecordSeal(secret: [1])) }
    #expect(!member.isAllowed(trip.principal))
    member.take(key: Array("k".utf8), value: Array("{}".utf8))
    #expect(member.refused == RefusedRecords(unreadable: 1))
  }
}
