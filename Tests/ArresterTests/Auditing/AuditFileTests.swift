import ArresterBase
import ArresterBreaker
import Foundation
import Testing

@testable import Arrester

@Suite("A local audit file")
struct AuditFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var path: String { folder.path + "/audit.jsonl" }

  @Test("records that were appended verify, over a restart of the instance too")
  func appended() throws {
    let first = try AuditRecords.chain("a", at: 0, entries: 30)
    try AuditFile(path: path).append(first.records)
    let second = try AuditRecords.chain("a", at: 1, entries: 30, continuing: first.last)
    let file = try AuditFile(path: path)
    for record in second.records { try file.append([record]) }
    #expect(file.written == second.records.count)
    let report = try AuditVerification.file(path, AuditVerifier.Options())
    #expect(report.findings == [])
    #expect(report.chains.count == 2)
  }

  @Test("the file is not for others to read")
  func rights() throws {
    _ = try AuditFile(path: path)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o007 } == 0)
  }

  @Test("a full device is an error that is counted, and what fits is written later")
  func fullDevice() throws {
    let chain = try AuditRecords.chain("a", at: 0, entries: 3)
    let file = try AuditFile(path: "/dev/full")
    #expect(throws: AuditFileError.self) { try file.append(chain.records) }
    #expect(file.failed == chain.records.count)
    #expect(file.written == 0)
  }

  @Test("a folder that is not there is an error with the path and the reason")
  func noFolder() {
    let path = self.folder.path + "/none/audit.jsonl"
    let error = #expect(throws: AuditFileError.self) { try AuditFile(path: path) }
    #expect(error?.description == "\(path): cannot open it: No such file or directory")
  }

  @Test("a line that a crash tore is named, and the records after it stand by themselves")
  func tornLine() throws {
    let chain = try AuditRecords.chain("a", at: 0, entries: 10)
    let torn = Array(chain.records[4].bytes.prefix(50))
    let before = chain.records[..<4].map { String(decoding: $0.bytes, as: UTF8.self) + "\n" }.joined()
    try Data(before.utf8 + torn).write(to: URL(fileURLWithPath: path))
    try AuditFile(path: path).append(Array(chain.records[5...]))
    let report = try AuditVerification.file(path, AuditVerifier.Options())
    #expect(report.findings.map(\.kind) == [.unreadable, .dropped])
    #expect(report.findings.map(\.place) == [.line(5), .line(6)])
  }

  @Test("a file that log rotation moved is made anew")
  func rotated() throws {
    let chain = try AuditRecords.chain("a", at: 0, entries: 10)
    let file = try AuditFile(path: path)
    try file.append(Array(chain.records[..<5]))
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    try file.append(Array(chain.records[5...]))
    #expect(try AuditVerification.file(path + ".1", AuditVerifier.Options()).isIntact)
    var options = AuditVerifier.Options()
    #expect(try AuditVerification.file(path, options).findings.map(\.kind) == [.dropped])
    options.allowsExpiredStart = true
    #expect(try AuditVerification.file(path, options).isIntact)
  }

  @Test("lines that are too long are named and skipped, and the rest is read")
  func overlongLine() throws {
    let chain = try AuditRecords.chain("a", at: 0, entries: 10)
    try AuditFile(path: path).append(Array(chain.records[..<5]))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(repeating: 0x41, count: 300_000) + Data("\n\n".utf8))
    try AuditFile(path: path).append(Array(chain.records[5...]))
    let report = try AuditVerification.file(path, AuditVerifier.Options())
    #expect(report.findings.map(\.kind) == [.unreadable])
    #expect(report.findings.first?.place == .line(6))
  }

  @Test("with a pause between flushes it is due when the pause is over")
  func flushes() throws {
    let chain = try AuditRecords.chain("a", at: 0, entries: 1)
    let file = try AuditFile(path: path, flush: .every(nanoseconds: 100))
    try file.append(chain.records, at: 0)
    try file.flushIfDue(at: 99)
    try file.flushIfDue(at: 100)
    try file.flushIfDue(at: 1000)
    #expect(try AuditVerification.file(path, AuditVerifier.Options()).isIntact)
  }

  @Test("a key file is for its owner alone, and is not written over")
  func keyFile() throws {
    let key = folder.path + "/audit.key"
    let publicKey = try AuditKeyFile.make(key)
    let attributes = try FileManager.default.attributesOfItem(atPath: key)
    #expect((attributes[.posixPermissions] as? Int) == 0o600)
    #expect(try AuditVerification.signingKey(key).publicKey == publicKey)
    #expect(throws: AuditFileError.self) { try AuditKeyFile.make(key) }
    #expect(throws: AuditFileError.self) { try AuditVerification.publicKey(key) }
    try Data(publicKey.pem.utf8).write(to: URL(fileURLWithPath: folder.path + "/audit.pub"))
    #expect(try AuditVerification.publicKey(folder.path + "/audit.pub") == publicKey)
  }
}
