import ArresterBase
import Testing

@testable import ArresterBreaker

@Suite("The ends of an audit log")
struct AuditTailTests {
  @Test("a dropped tail shows against the log's heads, and not without them")
  func droppedTail() throws {
    let made = try AuditChains.make()
    let lines = made.records.prefix(200).map(\.bytes)
    let newest = try #require(made.heads.last)
    let report = try AuditChains.verify(lines, heads: made.heads)
    #expect(report.findings.map(\.kind) == [.dropped])
    #expect(report.findings.first?.sequence == 200)
    #expect(report.findings.first?.lastSequence == Int64(newest.sequence))
    #expect(report.findings.first?.place == .end)
    let alone = try AuditChains.verify(lines)
    #expect(alone.isIntact)
    #expect(alone.notes.contains { $0.contains("no heads from the log") })
  }

  @Test("a dropped tail shows against the next chain of the instance")
  func droppedTailBeforeRestart() throws {
    let first = try AuditChains.make(entries: 40)
    let second = try AuditChains.make(entries: 40, continuing: first.chain.last, at: noon + hour)
    let whole = try AuditChains.verify((first.records + second.records).map(\.bytes))
    #expect(whole.findings == [])
    #expect(whole.chains.count == 2)
    let cut = try AuditChains.verify((first.records.dropLast(3) + second.records).map(\.bytes))
    #expect(cut.findings.map(\.kind) == [.dropped])
    #expect(cut.has(.dropped, first.chain.writer, first.records.count - 1))
  }

  @Test("a chain that is gone as a whole shows, unless old records may be")
  func goneChain() throws {
    let first = try AuditChains.make(entries: 40)
    let second = try AuditChains.make(entries: 40, continuing: first.chain.last, at: noon + hour)
    let report = try AuditChains.verify(second.records.map(\.bytes))
    #expect(report.findings.map(\.kind) == [.dropped])
    #expect(report.has(.dropped, first.chain.writer, 10))
    let expired = try AuditChains.verify(second.records.map(\.bytes), allowsExpiredStart: true)
    #expect(expired.isIntact)
    #expect(expired.notes.contains { $0.hasPrefix("\(first.chain.writer) is gone") })
  }

  @Test("a rewritten end shows against the next chain")
  func rewrittenEnd() throws {
    let first = try AuditChains.make(entries: 40)
    let second = try AuditChains.make(entries: 40, continuing: first.chain.last, at: noon + hour)
    let lines = AuditChains.rewrite(first.records, from: first.records.count - 2) { $0.replacing(#""at":"2026"#, with: #""at":"2027"#) }
    let report = try AuditChains.verify(lines + second.records.map(\.bytes))
    #expect(report.has(.rewritten, first.chain.writer, first.records.count - 1))
  }

  @Test("a missing beginning is dropped, unless old records may be gone")
  func missingBeginning() throws {
    let made = try AuditChains.make()
    let lines = made.records.dropFirst(30).map(\.bytes)
    let report = try AuditChains.verify(lines)
    #expect(report.findings.map(\.kind) == [.dropped])
    #expect(report.findings.first?.sequence == 0)
    #expect(report.findings.first?.lastSequence == 29)
    #expect(report.notes.contains { $0.contains("--allow-expired") })
    #expect(try AuditChains.verify(lines, allowsExpiredStart: true).isIntact)
  }

  @Test("chains that are mixed are each checked by themselves")
  func mixed() throws {
    var numbers = SeededNumbers(3)
    let chains = try ["a", "b", "c"].map { try AuditChains.make($0, entries: 100) }
    var queues = chains.map { $0.records[...] }
    var mixed: [AuditRecord] = []
    while queues.contains(where: { !$0.isEmpty }) {
      let index = Int.random(in: 0..<queues.count, using: &numbers)
      if let record = queues[index].popFirst() { mixed.append(record) }
    }
    #expect(try AuditChains.verify(mixed.map(\.bytes)).findings == [])
    let place = try #require(mixed.firstIndex { $0.writer == chains[1].chain.writer && $0.sequence == 50 })
    mixed.remove(at: place)
    let report = try AuditChains.verify(mixed.map(\.bytes))
    #expect(report.findings.map(\.kind) == [.dropped])
    #expect(report.has(.dropped, chains[1].chain.writer, 50))
  }

  @Test("heads are read from the lines of a log")
  func headsFromLog() throws {
    let made = try AuditChains.make()
    let lines = LogCapture()
    let log = Log(write: { lines.append($0) })
    log.info("something else", ["writer": "x"])
    for head in made.heads.suffix(3) { log.info(AuditHead.logMessage, head.logFields) }
    var heads = AuditHeads()
    let collected = lines.all.map { "2026-01-02T03:04:05Z stdout F \($0) \r" }
    for (index, line) in (collected + ["{\"message\":\"audit head\",\"sequence\":-1}", "} \"audit head\" {"]).enumerated() {
      try heads.addLine(Array(line.utf8), number: index + 1)
    }
    #expect(heads.count == 3)
    #expect(heads.newest(of: made.chain.writer) == made.heads.last)
    #expect(heads.unreadable == [.headLine(5), .headLine(6)])
  }

  @Test("a head of the log that another key signed is forged")
  func forgedLogHead() throws {
    let made = try AuditChains.make()
    var head = try #require(made.heads.last)
    try head.sign(with: try Ed25519.PrivateKey.generate())
    let report = try AuditChains.verify(made.records.map(\.bytes), heads: [head])
    #expect(report.findings.map(\.kind) == [.forged])
  }
}
