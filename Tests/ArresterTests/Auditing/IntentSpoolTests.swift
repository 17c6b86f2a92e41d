import ArresterBase
import ArresterBreaker
import Foundation
import Testing

@testable import Arrester

@Suite("The spool of intents")
struct IntentSpoolTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var path: String { folder.path + "/intents.jsonl" }

  private func intent(_ number: Int) -> AuditEntry {
    let key = BreakerKey(platform: .aws, homeScope: "111122223333", principal: "arn:\"\(number)\"\n", kind: .agent)
    return AuditEntry(
      .intent, .denyApplied, by: .enforcer("aws"), key: key, trip: "t\(number)", at: Boards.start + Int64(number), detail: "attach")
  }

  @Test("outlives a crash, in order, and says that it is told late")
  func outlivesCrash() throws {
    let spool = try IntentSpool(path: path)
    for number in 0..<3 { try spool.keep(intent(number), isKnown: true) }
    let left = try IntentSpool(path: path).left
    #expect(left.map(\.trip) == ["t0", "t1", "t2"] && left.map(\.key) == (0..<3).map { intent($0).key })
    #expect(left.allSatisfy { $0.detail == "told after a restart: attach" && $0.phase == .intent })
  }

  @Test("is empty once the audit log has everything, and keeps what its writer never knew of")
  func cleared() throws {
    let spool = try IntentSpool(path: path)
    try spool.keep(intent(0), isKnown: true)
    spool.clear()
    #expect(try IntentSpool(path: path).left.isEmpty)
    try spool.keep(intent(1), isKnown: false)
    spool.clear()
    #expect(try IntentSpool(path: path).left.map(\.trip) == ["t1"])
  }

  @Test("a torn or strange line is counted, and the others are kept")
  func torn() throws {
    try IntentSpool(path: path).keep(intent(0), isKnown: true)
    let whole = try String(contentsOfFile: path, encoding: .utf8)
    try Data("nonsense\n\(whole)\(whole.prefix(40))".utf8).write(to: URL(fileURLWithPath: path))
    let spool = try IntentSpool(path: path)
    #expect(spool.left.map(\.trip) == ["t0"] && spool.unreadable == 2)
    try spool.keep(intent(1), isKnown: true)
    #expect(try IntentSpool(path: path).left.map(\.trip) == ["t0", "t1"])
  }

  @Test("a folder that is not there is an error")
  func unwritable() {
    #expect(throws: AuditFileError.self) { try IntentSpool(path: folder.path + "/none/intents.jsonl") }
  }
}
