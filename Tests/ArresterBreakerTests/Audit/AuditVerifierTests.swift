import ArresterBase
import Testing

@testable import ArresterBreaker

@Suite("An audit log that was tampered with")
struct AuditVerifierTests {
  static let seeds = Array(UInt64(1)...6)

  @Test("a log that nobody touched is intact")
  func untouched() throws {
    let made = try AuditChains.make()
    let report = try AuditChains.verify(made.records.map(\.bytes), heads: made.heads)
    #expect(report.findings == [])
    #expect(report.isIntact)
    #expect(report.chains.map(\.records) == [made.records.count])
    #expect(report.lines.last == "intact: \(made.records.count) records in 1 chain")
  }

  @Test("an altered record is named, whichever of its bytes it was", arguments: seeds)
  func altered(seed: UInt64) throws {
    var numbers = SeededNumbers(seed)
    let made = try AuditChains.make()
    for _ in 0..<6 {
      var lines = made.records.map(\.bytes)
      let index = Int.random(in: 0..<lines.count, using: &numbers)
      let place = Int.random(in: 0..<lines[index].count, using: &numbers)
      lines[index][place] ^= UInt8.random(in: 1...127, using: &numbers)
      let report = try AuditChains.verify(lines)
      let isNamed = report.findings.contains { finding in
        [.altered, .unreadable].contains(finding.kind) && finding.place == .line(index + 1)
      }
      #expect(isNamed, "byte \(place) of line \(index + 1): \(report.findings)")
      #expect(report.findings.count <= 3, "one change, and not a flood: \(report.findings)")
    }
  }

  @Test("a record whose text was altered is the only finding", arguments: seeds)
  func alteredText(seed: UInt64) throws {
    var numbers = SeededNumbers(seed)
    let made = try AuditChains.make()
    var lines = made.records.map(\.bytes)
    let index = Int.random(in: 2..<lines.count, using: &numbers)
    lines[index] = Array(String(decoding: lines[index], as: UTF8.self).replacing(#""at":"2026"#, with: #""at":"2025"#).utf8)
    let report = try AuditChains.verify(lines)
    #expect(report.findings.map(\.kind) == [.altered])
    #expect(report.has(.altered, made.chain.writer, index))
    #expect(report.findings.first?.place == .line(index + 1))
  }

  @Test("dropped records are named, one and several", arguments: seeds)
  func dropped(seed: UInt64) throws {
    var numbers = SeededNumbers(seed)
    let made = try AuditChains.make()
    let first = Int.random(in: 0..<made.records.count - 20, using: &numbers)
    let last = first + Int.random(in: 0..<10, using: &numbers)
    var records = made.records
    records.removeSubrange(first...last)
    let report = try AuditChains.verify(records.map(\.bytes))
    #expect(report.findings.map(\.kind) == [.dropped])
    #expect(report.findings.first?.sequence == Int64(first))
    #expect(report.findings.first?.lastSequence == Int64(last))
    #expect(report.findings.first?.place == .line(first + 1))
  }

  @Test("every second record dropped is found for each")
  func droppedAlternately() throws {
    let made = try AuditChains.make(entries: 60)
    let kept = made.records.filter { $0.sequence < 20 || $0.sequence.isMultiple(of: 2) }
    let report = try AuditChains.verify(kept.map(\.bytes))
    for sequence in 20..<made.records.count - 1 where !sequence.isMultiple(of: 2) {
      #expect(report.has(.dropped, made.chain.writer, sequence), "\(sequence)")
    }
    #expect(Set(report.findings.map(\.kind)) == [.dropped])
  }

  @Test("a record that was moved is named", arguments: seeds)
  func reordered(seed: UInt64) throws {
    var numbers = SeededNumbers(seed)
    let made = try AuditChains.make()
    var records = made.records
    let from = Int.random(in: 1..<records.count - 1, using: &numbers)
    let moved = records.remove(at: from)
    var target = from
    while target == from { target = Int.random(in: 0..<records.count, using: &numbers) }
    records.insert(moved, at: target)
    let report = try AuditChains.verify(records.map(\.bytes))
    let isNeighbour = abs(target - from) == 1
    #expect(isNeighbour || report.has(.reordered, made.chain.writer, from), "\(from) to \(target): \(report.findings)")
    #expect(!report.isIntact)
    #expect(Set(report.findings.map(\.kind)) == [.reordered], "\(from) to \(target): \(report.findings)")
    #expect(report.findings.count <= 2)
  }

  @Test("a repeated record is named", arguments: seeds)
  func duplicated(seed: UInt64) throws {
    var numbers = SeededNumbers(seed)
    let made = try AuditChains.make()
    var records = made.records
    let index = Int.random(in: 0..<records.count, using: &numbers)
    records.insert(records[index], at: Int.random(in: index + 1...records.count, using: &numbers))
    let report = try AuditChains.verify(records.map(\.bytes))
    #expect(report.findings.map(\.kind) == [.duplicated])
    #expect(report.has(.duplicated, made.chain.writer, index))
  }

  @Test("a record that was put in is named, with a hash of its own and a link that fits", arguments: seeds)
  func inserted(seed: UInt64) throws {
    var numbers = SeededNumbers(seed)
    let made = try AuditChains.make()
    let index = Int.random(in: 2..<made.records.count, using: &numbers)
    let before = made.records[index - 1]
    let forged = AuditRecord.make(
      .entry(AuditChains.entry(5)), writer: made.chain.writer, sequence: UInt64(index), previous: before.hash, product: "0")
    for place in [index, index + 1] {
      var lines = made.records.map(\.bytes)
      lines.insert(forged.bytes, at: place)
      let report = try AuditChains.verify(lines)
      // Where nothing follows, neither of the two is more right than the other.
      let isLast = index == made.records.count - 1
      #expect(report.findings.map(\.kind) == [.inserted], "\(report.findings)")
      #expect(report.has(.inserted, made.chain.writer, index))
      #expect(isLast || report.findings.first?.place == .line(place + 1))
    }
  }

  @Test("a record put in under a sequence that is far away is named alone", arguments: [UInt64(9_000), 250, 3])
  func insertedFarAway(sequence: UInt64) throws {
    let made = try AuditChains.make()
    let forged = AuditRecord.make(
      .entry(AuditChains.entry(5)), writer: made.chain.writer, sequence: sequence, previous: made.records[8].hash, product: "0")
    var lines = made.records.map(\.bytes)
    lines.insert(forged.bytes, at: 100)
    let report = try AuditChains.verify(lines)
    #expect(report.findings.map(\.kind) == [.inserted])
    #expect(report.findings.first?.place == .line(101))
  }

  @Test("a rewrite with hashes that fit shows at the first signed head after it", arguments: seeds)
  func rewritten(seed: UInt64) throws {
    var numbers = SeededNumbers(seed)
    let made = try AuditChains.make(entries: 120)
    let index = Int.random(in: 2..<made.records.count - 30, using: &numbers)
    let lines = AuditChains.rewrite(made.records, from: index) { $0.replacing(#""at":"2026"#, with: #""at":"2027"#) }
    let report = try AuditChains.verify(lines)
    let head = try #require(made.heads.first { $0.sequence + 1 >= UInt64(index) })
    #expect(report.has(.forged, made.chain.writer, Int(head.sequence) + 1), "\(report.findings.first?.description ?? "nothing")")
    let unsigned = try AuditChains.verify(lines, isKeyKnown: false)
    #expect(unsigned.isIntact, "without the key and without the log it cannot show: \(unsigned.findings)")
    #expect(unsigned.notes.contains { $0.contains("signatures were not checked") })
    let logged = try AuditChains.verify(lines, isKeyKnown: false, heads: made.heads)
    let known = try #require(made.heads.first { $0.sequence >= UInt64(index) })
    #expect(logged.has(.rewritten, made.chain.writer, Int(known.sequence)), "\(logged.findings)")
  }

  @Test("a rewrite of one record only shows at once, by the record after it")
  func rewrittenAlone() throws {
    let made = try AuditChains.make()
    var lines = made.records.map(\.bytes)
    lines[40] = AuditChains.rewrite(made.records, from: 40) { $0.replacing(#""at":"2026"#, with: #""at":"2027"#) }[40]
    let report = try AuditChains.verify(lines)
    #expect(report.findings.map(\.kind) == [.rewritten])
    #expect(report.has(.rewritten, made.chain.writer, 41))
  }

  @Test("heads that were signed by another key, or by none, are forged")
  func forgedHeads() throws {
    let unsigned = try AuditChains.make(entries: 5, isSigned: false)
    let report = try AuditChains.verify(unsigned.records.map(\.bytes))
    #expect(report.has(.forged, unsigned.chain.writer, 1))
    #expect(report.findings.contains { $0.kind == .unsigned })
    var options = AuditVerifier.Options()
    options.publicKeys = [try Ed25519.PrivateKey.generate().publicKey]
    var verifier = AuditVerifier(options)
    let signed = try AuditChains.make(entries: 5)
    for record in signed.records { verifier.take(record.bytes, at: .line(1)) }
    #expect(verifier.finish().findings.map(\.kind) == [.forged, .unsigned])
  }

  @Test("a chain whose heads were all taken out is unsigned, though its hashes fit")
  func withoutHeads() throws {
    var settings = try AuditChains.settings(isSigned: true)
    settings.signingKey = nil
    var previous = AuditRecord.noHash
    var lines: [[UInt8]] = []
    for number in 0..<1500 {
      let content =
        number == 0 ? AuditContent.opening(AuditOpening(time: noon, continues: nil, signingKey: nil)) : .entry(AuditChains.entry(number))
      let record = AuditRecord.make(content, writer: "a@x", sequence: UInt64(number), previous: previous, product: "0")
      previous = record.hash
      lines.append(record.bytes)
    }
    let report = try AuditChains.verify(lines)
    #expect(report.findings.map(\.kind) == [.unsigned, .unsigned])
    #expect(report.findings.first?.sequence == 1003)
  }

  @Test("several changes at once, of any kind, never pass as intact", arguments: Array(UInt64(1)...25))
  func anyChanges(seed: UInt64) throws {
    var numbers = SeededNumbers(seed)
    let made = try AuditChains.make(entries: 80)
    let original = made.records.map(\.bytes)
    var lines = original
    for _ in 0..<Int.random(in: 1...4, using: &numbers) {
      let index = Int.random(in: 0..<lines.count, using: &numbers)
      switch Int.random(in: 0..<5, using: &numbers) {
      case 0: lines.remove(at: index)
      case 1: lines.insert(lines[index], at: Int.random(in: 0...lines.count, using: &numbers))
      case 2: lines.swapAt(index, Int.random(in: 0..<lines.count, using: &numbers))
      case 3: lines[index][Int.random(in: 0..<lines[index].count, using: &numbers)] ^= 1
      default:
        let forged = AuditRecord.make(
          .entry(AuditChains.entry(index)), writer: made.chain.writer, sequence: UInt64.random(in: 0..<100, using: &numbers),
          previous: made.records.randomElement(using: &numbers)?.hash ?? "", product: "0")
        lines.insert(forged.bytes, at: index)
      }
    }
    guard lines != original else { return }
    var heads = made.heads
    if let last = made.chain.last { heads.append(last) }
    #expect(try !AuditChains.verify(lines, heads: heads).isIntact)
  }
}
