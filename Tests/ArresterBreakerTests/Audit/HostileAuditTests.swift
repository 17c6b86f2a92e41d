import ArresterBase
import Testing

@testable import ArresterBreaker

@Suite("Hostile audit logs")
struct HostileAuditTests {
  static let hash = String(repeating: "a", count: 64)

  @Test(
    "what is no record is named by its place",
    arguments: [
      "", "{", "}", "null", "[]", "\"text\"", "{}", "{\"version\":1}", String(repeating: "[", count: 20_000),
      String(repeating: "{\"unmapped\":", count: 5_000), "{\"unmapped\":{\"arrester\":7}}", "{\"unmapped\":7}",
      "{\"version\":2,\"type\":\"entry\",\"writer\":\"a\",\"sequence\":0,\"at\":\"2026-01-02T03:04:05Z\",\"previous\":\"\(hash)\",\"hash\":\"\(hash)\"}",
      "{\"version\":1,\"type\":\"entry\",\"writer\":\"a\",\"sequence\":-1,\"at\":\"2026-01-02T03:04:05Z\",\"previous\":\"\(hash)\",\"hash\":\"\(hash)\"}",
      "{\"version\":1,\"type\":\"entry\",\"writer\":\"a\",\"sequence\":9223372036854775807,\"at\":\"2026-01-02T03:04:05Z\",\"previous\":\"\(hash)\",\"hash\":\"\(hash)\"}",
      "{\"version\":1,\"type\":\"entry\",\"writer\":\"a\",\"sequence\":1e300,\"at\":\"2026-01-02T03:04:05Z\",\"previous\":\"\(hash)\",\"hash\":\"\(hash)\"}",
      "{\"version\":1,\"type\":\"entry\",\"writer\":\"a\",\"sequence\":0,\"at\":\"2026-01-02T03:04:05Z\",\"previous\":\"\(hash)\",\"hash\":\"\(hash)\",\"more\":1}",
      "{\"version\":1,\"type\":\"else\",\"writer\":\"a\",\"sequence\":0,\"at\":\"2026-01-02T03:04:05Z\",\"previous\":\"\(hash)\",\"hash\":\"\(hash)\"}",
      "{\"version\":1,\"type\":\"head\",\"writer\":\"a\",\"sequence\":0,\"at\":\"2026-01-02T03:04:05Z\",\"previous\":\"\(hash)\",\"hash\":\"\(hash)\"}",
      "{\"version\":1,\"type\":\"entry\",\"writer\":\"\(String(repeating: "w", count: 600))\",\"sequence\":0,\"at\":\"2026-01-02T03:04:05Z\",\"previous\":\"\(hash)\",\"hash\":\"\(hash)\"}",
      "{\"version\":1,\"type\":\"entry\",\"writer\":\"a\",\"sequence\":0,\"at\":\"2026-01-02T03:04:05Z\",\"previous\":\"\(hash)\",\"hash\":\"é\(hash.dropFirst(2))\"}",
    ])
  func noRecord(text: String) throws {
    let made = try AuditChains.make(entries: 10)
    var lines = made.records.map(\.bytes)
    lines.insert(Array(text.utf8), at: 5)
    let report = try AuditChains.verify(lines)
    #expect(report.findings.map(\.kind) == [.unreadable])
    #expect(report.findings.first?.place == .line(6))
  }

  @Test("bytes that are no UTF-8, and records that are too long, are unreadable")
  func otherBytes() throws {
    let report = try AuditChains.verify([
      [0xFF, 0xFE, 0x00], [UInt8](repeating: 0x20, count: AuditRecord.maximumBytes + 1), [UInt8](repeating: 0x7D, count: 100),
    ])
    #expect(report.findings.map(\.kind) == [.unreadable, .unreadable, .unreadable])
    #expect(report.records == 3)
  }

  @Test("random sequences, links and repeats never trap", arguments: Array(UInt64(1)...3))
  func randomChains(seed: UInt64) throws {
    var numbers = SeededNumbers(seed)
    var records: [AuditRecord] = []
    var verifier = AuditVerifier()
    for index in 0..<1000 {
      let previous = records.randomElement(using: &numbers)?.hash ?? AuditRecord.noHash
      let range = Bool.random(using: &numbers) ? UInt64(1 << 53) : 40
      let record = AuditRecord.make(
        .entry(AuditChains.entry(index)), writer: "w\(UInt8.random(in: 0...3, using: &numbers))",
        sequence: UInt64.random(in: 0...range, using: &numbers), previous: previous, product: "0")
      records.append(record)
      verifier.take(record.bytes, at: .line(index))
    }
    let report = verifier.finish()
    #expect(!report.isIntact)
    #expect(report.chains.count == 4)
    #expect(report.findings.count + report.findingsNotListed > 100)
  }

  @Test("writers beyond the limit are not checked, and that is a finding")
  func manyWriters() throws {
    var verifier = AuditVerifier()
    for number in 0..<AuditVerifier.maximumChains + 10 {
      let record = AuditRecord.make(
        .entry(AuditChains.entry(number)), writer: "w\(number)", sequence: 0, previous: AuditRecord.noHash, product: "0")
      verifier.take(record.bytes, at: .line(number))
    }
    let report = verifier.finish()
    #expect(report.chains.count == AuditVerifier.maximumChains)
    #expect(report.findings.map(\.kind) == [.notChecked])
  }

  @Test("findings are listed up to a limit, and counted beyond it")
  func manyFindings() {
    var verifier = AuditVerifier()
    for number in 0..<AuditVerifier.maximumFindings + 7 { verifier.take([0x7B], at: .line(number)) }
    let report = verifier.finish()
    #expect(report.findings.count == AuditVerifier.maximumFindings)
    #expect(report.findingsNotListed == 7)
    #expect(report.lines.contains("… and 7 more findings"))
  }
}
