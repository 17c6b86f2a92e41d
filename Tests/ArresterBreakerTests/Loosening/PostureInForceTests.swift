import Testing

@testable import ArresterBreaker

@Suite("The posture in force")
struct PostureInForceTests {
  private let looser = makePosture { $0.limits[0].hard = 20 }
  private let looserWords = "hard limit on destroyed in 300 s for agent principals was 10, would be 20"

  private func installed() -> BreakerBoard {
    var board = BreakerBoard(policy: makePolicy())
    _ = board.adopt(makePosture(), at: noon)
    return board
  }

  private func approve(_ board: inout BreakerBoard, _ hash: String, at wallTime: Int64 = noon) -> String? {
    let asked = board.ask(
      .loosening(Loosening(hash: hash, differences: [looserWords])), by: olga, reason: "too many alarms", at: at(wallTime))
    guard let identifier = asked.request?.identifier else { return nil }
    return board.approve(identifier, by: anna, at: wallTime).request?.identifier
  }

  @Test("the first installation is free, the same again is nothing, a tighter one is taken and recorded")
  func free() {
    var board = BreakerBoard(policy: makePolicy())
    let first = board.adopt(looser, at: noon)
    #expect(first.verdict == .first)
    #expect(describe(first.actions) == "publish.[\"posture\"] audit.adopt")
    let same = board.adopt(looser, at: noon)
    #expect(same.verdict == .same && same.actions.isEmpty)
    let tighter = board.adopt(makePosture(), at: noon + hour)
    #expect(tighter.verdict == .tighter && tighter.change?.tighter.count == 1)
    #expect(board.posture?.revision == 2 && board.posture?.hash == makePosture().hash)
  }

  @Test("a looser one is refused, with what is looser and the hash that has to be approved, and changes nothing")
  func refused() {
    var board = installed()
    let decision = board.adopt(looser, at: noon + hour)
    #expect(decision.verdict == .refused)
    #expect(decision.error?.code == .looser)
    #expect(decision.error?.detail.contains(looserWords) == true && decision.error?.detail.contains(looser.hash) == true)
    #expect(describe(decision.actions) == "audit.adopt")
    #expect(board.posture?.hash == makePosture().hash && board.posture?.revision == 1)
  }

  @Test("once two people have approved its hash it is put in force, once, with their names")
  func approved() throws {
    var board = installed()
    let identifier = try #require(approve(&board, looser.hash))
    #expect(board.carryOut().requests.isEmpty, "it waits for a start or a reload")
    var other = board
    #expect(other.adopt(makePosture { $0.limits[0].hard = 30 }, at: noon).verdict == .refused)
    let decision = board.adopt(looser, at: noon + minute)
    #expect(decision.verdict == .approved)
    #expect(describe(decision.actions) == "publish.[\"posture\"] audit.adopt publish.done audit.carryOut")
    #expect(board.posture?.approvedBy == ["olga", "anna"])
    #expect(board.request(identifier)?.state == .done)
    // Back to the strict one, and loose again: the approval is used up.
    #expect(board.adopt(makePosture(), at: noon + minute).verdict == .tighter)
    #expect(board.adopt(looser, at: noon + minute).verdict == .refused)
  }

  @Test("one person alone, an expired approval, or one given over another posture approves nothing")
  func notApproved() throws {
    var board = installed()
    let asked = board.ask(.loosening(Loosening(hash: looser.hash, differences: [])), by: bert, reason: "why", at: at(noon))
    let identifier = try #require(asked.request?.identifier)
    #expect(board.approve(identifier, by: bert, at: noon).error?.code == .ownRequest)
    #expect(board.adopt(looser, at: noon).verdict == .refused)
    _ = board.approve(identifier, by: anna, at: noon)
    var late = board
    #expect(late.adopt(looser, at: noon + 30 * minute).verdict == .refused)
    _ = board.adopt(makePosture { $0.probationWrites += 1 }, at: noon)
    #expect(board.adopt(looser, at: noon).verdict == .refused)
  }

  @Test("the record is read back as it was, and its approval with it: a restart finds what the first instance found")
  func restart() throws {
    var board = BreakerBoard(policy: makePolicy())
    var log = board.adopt(makePosture(), at: noon).actions
    let asked = board.ask(.loosening(Loosening(hash: looser.hash, differences: [])), by: olga, reason: "why", at: at(noon))
    log += asked.actions + board.approve(try #require(asked.request?.identifier), by: anna, at: noon).actions
    var copy = BreakerBoard(policy: makePolicy())
    try replay(log, to: &copy)
    #expect(copy.posture == board.posture)
    #expect(copy.adopt(looser, at: noon) == board.adopt(looser, at: noon))
  }

  @Test("a posture of another version of the program is not taken for none: any other is refused until it is approved")
  func otherVersion() throws {
    var board = BreakerBoard(policy: makePolicy())
    let unknown = "sha256:" + String(repeating: "0", count: 64)
    for body in [",\"posture\":{\"defaultMode\":\"strict\"}", ",\"posture\":7", ""] {
      let text =
        "{\"version\":1,\"type\":\"posture\",\"revision\":3,\"since\":\"2026-01-02T12:00:00Z\",\"approvedBy\":[],\"hash\":\"\(unknown)\"\(body)}"
      let record = try BoardRecord(bytes: Array(text.utf8), key: "[\"posture\"]")
      #expect(try BoardRecord(bytes: record.bytes, key: record.key) == record)
      _ = board.apply(record)
    }
    #expect(board.posture?.hash == unknown && board.posture?.posture == nil)
    #expect(board.adopt(makePosture(), at: noon).verdict == .refused)
    _ = approve(&board, makePosture().hash)
    #expect(board.adopt(makePosture(), at: noon).verdict == .approved)
    #expect(board.posture?.revision == 4)
  }

  @Test("a posture whose hash does not fit its content is not believed")
  func forgedHash() throws {
    let record = PostureRecord(revision: 1, posture: looser, since: noon, approvedBy: [])
    let text = String(decoding: BoardRecord.posture(record).bytes, as: UTF8.self).replacing(looser.hash, with: makePosture().hash)
    guard case .posture(let read) = try BoardRecord(bytes: Array(text.utf8), key: "[\"posture\"]") else { return #expect(Bool(false)) }
    #expect(read.posture == nil && read.hash == makePosture().hash)
  }

  @Test("a posture that is too long to be read back is refused")
  func tooLong() {
    var board = installed()
    let long = makePosture { $0.oneStrikes += (0..<1_100).map { "service:\($0)" + String(repeating: "x", count: 1_000) } }
    #expect(board.adopt(long, at: noon).error?.code == .badValue)
    #expect(board.posture?.hash == makePosture().hash)
  }

  @Test("what is looser is shown within bounds, however much it is")
  func bounded() {
    var board = installed()
    let many = makePosture { $0.protected += (0..<500).map { "*\($0)" + String(repeating: "x", count: 1500) } }
    let decision = board.adopt(many, at: noon)
    #expect(decision.change?.looser.count == 500)
    #expect(decision.error?.detail.contains("and 480 more") == true)
    let loosening = decision.change?.loosening(hash: decision.hash)
    #expect(loosening?.differences.count == 100)
    #expect(board.ask(.loosening(loosening ?? Loosening(hash: "", differences: [])), by: olga, reason: "why", at: at(noon)).error == nil)
  }
}
