import Testing

@testable import ArresterBreaker

@Suite("Requests at several instances")
struct RequestMergeTests {
  private let key = makeKey()

  /// Two boards that know the same request to restore, for which two others are needed.
  private func pair() throws -> (first: BreakerBoard, second: BreakerBoard, identifier: String) {
    var first = BreakerBoard(.open)
    var second = first
    let asked = first.ask(.restore)
    try replay(asked.actions, to: &second)
    return (first, second, try #require(asked.request?.identifier))
  }

  @Test("two approvals given at two instances at once are both kept, whichever record comes first, and the topic holds both")
  func concurrentApprovals() throws {
    var (first, second, identifier) = try pair()
    let byAnna = first.approve(identifier, by: anna, at: noon + 1).actions
    let byBert = second.approve(identifier, by: bert, at: noon + 2).actions
    var third = BreakerBoard(.open)
    // The topic's order is one for all: anna's, then bert's.
    for actions in [byAnna, byBert] {
      try replay(actions, to: &first)
      try replay(actions, to: &second)
      try replay(actions, to: &third)
    }
    for board in [first, second, third] {
      let request = try #require(board.request(identifier))
      #expect(request.approvals.map(\.name) == ["anna", "bert"])
    }
    #expect(first.request(identifier)?.state == .granted)
    #expect(first.request(identifier) == second.request(identifier))
    // Compaction keeps the last record only, which must know both.
    let completed = first.advanceRequests(to: noon + 3, owned: { _ in false })
    #expect(describe(completed) == "publish.granted")
    var late = BreakerBoard(.open)
    try replay(completed, to: &late)
    #expect(late.request(identifier)?.approvals.count == 2)
    #expect(first.advanceRequests(to: noon + 3).isEmpty)
  }

  @Test("a refusal outweighs an approval given elsewhere at the same moment")
  func refusalWins() throws {
    var (first, second, identifier) = try pair()
    let approved = first.approve(identifier, by: anna, at: noon + 1).actions + first.approve(identifier, by: bert, at: noon + 1).actions
    let refused = second.refuse(identifier, by: anna, reason: "no", at: noon + 2).actions
    try replay(refused, to: &first)
    try replay(approved, to: &second)
    for board in [first, second] { #expect(board.request(identifier)?.state == .refused) }
    #expect(first.carryOut().board.isEmpty)
  }

  @Test("what was carried out stays so, whatever comes late")
  func doneStays() throws {
    var (first, second, identifier) = try pair()
    for person in [anna, bert] { _ = first.approve(identifier, by: person, at: noon + 1) }
    let done = first.carryOut(at: noon + 1)
    let refused = second.refuse(identifier, by: anna, reason: "no", at: noon + 2).actions
    try replay(refused, to: &first)
    try replay(done.requests, to: &second)
    for board in [first, second] { #expect(board.request(identifier)?.state == .done) }
  }

  @Test("old records read again change nothing, in any order")
  func replays() throws {
    var board = BreakerBoard(.open)
    var log = board.ask(.restore).actions
    let identifier = try #require(board.desk.requests.keys.first)
    for person in [anna, bert] { log += board.approve(identifier, by: person, at: noon + 1).actions }
    log += board.carryOut(at: noon + 2).requests
    let before = board.desk.requests
    try replay(log.reversed(), to: &board)
    try replay(log, to: &board)
    #expect(board.desk.requests == before)
    var copy = BreakerBoard(.open)
    try replay(log.reversed(), to: &copy)
    #expect(copy.desk.requests[identifier]?.state == .done)
    #expect(copy.desk.pendingCount == 0)
  }

  @Test("merging is commutative and idempotent, and never loses an approval", arguments: UInt64(1)...40)
  func algebra(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let copies = (0..<2).map { _ in makeCopy(&random) }
    let merged = try #require(copies[0].merged(with: copies[1]))
    let other = try #require(copies[1].merged(with: copies[0]))
    #expect(merged.hasSameFacts(as: other) && merged.revision == other.revision, "seed \(seed)")
    for copy in copies {
      #expect(merged.merged(with: copy) == merged, "seed \(seed)")
      for approval in copy.approvals { #expect(merged.isApproved(by: approval.name), "seed \(seed)") }
      #expect(copy.end == nil || merged.end != nil, "seed \(seed)")
    }
  }

  private func makeCopy(_ random: inout SeededGenerator) -> PersonRequest {
    var request = makeRequest("r-1", needed: Int.random(in: 1...2, using: &random))
    for name in ["a", "b", "c"] where Bool.random(using: &random) {
      request.add(Approval(name: name, at: noon + Int64.random(in: 1...3, using: &random)))
    }
    let ends: [PersonRequest.State?] = [nil, nil, .refused, .withdrawn, .expired, .stale, .done]
    if let state = ends.randomElement(using: &random) ?? nil {
      request.end = RequestEnd(state: state, by: "x", at: noon + Int64.random(in: 1...2, using: &random), note: "")
    }
    request.revision = UInt64.random(in: 1...4, using: &random)
    return request
  }

  @Test("a record about something else under the same identifier is refused and counted")
  func otherContent() {
    var board = BreakerBoard(.closed)
    #expect(board.apply(.request(makeRequest("r-1"))) == .applied)
    var other = makeRequest("r-1", requester: "mallory")
    other.revision = 9
    #expect(board.apply(.request(other)) == .stale)
    #expect(board.request("r-1")?.requester == "olga")
    #expect(board.desk.counters.refusedRecords == 1)
  }

  @Test("the owner carries out what was asked and approved elsewhere, once, also after a crash before the commit")
  func otherInstance() throws {
    var asking = BreakerBoard(.forcedOpen)
    var owner = asking
    var log = asking.ask(.liftForced).actions
    let identifier = try #require(asking.desk.requests.keys.first)
    log += asking.approve(identifier, by: anna, at: noon).actions
    try replay(log, to: &owner)
    var crashed = owner
    #expect(describe(crashed.carryOut().board).contains("restoreLatch"))
    // Nothing of that was committed: the next owner reads the topic and does it.
    let (granted, actions) = owner.takeGranted(at: noon, owned: { $0 == key })
    #expect(granted.map(\.identifier) == [identifier] && actions.isEmpty)
    #expect(owner.takeGranted(at: noon, owned: { _ in true }).granted.isEmpty, "taken once")
    try replay(owner.markDone(identifier, outcome: "forcedOpen -> probation", at: noon), to: &asking)
    #expect(asking.request(identifier)?.end?.note == "forcedOpen -> probation")
    #expect(owner.markDone(identifier, outcome: "again", at: noon).isEmpty)
  }
}
