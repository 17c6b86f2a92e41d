import Testing

@testable import ArresterBreaker

@Suite("Staged approvals")
struct StagedApprovalTests {
  private func question(_ resource: String = "db-1", principal: String = makeKey().principal, version: String? = nil) -> StagedQuestion {
    StagedQuestion(
      key: makeKey(principal), action: "rds:DeleteDBInstance", resource: resource, uid: version.map { _ in "u-1" }, resourceVersion: version
    )
  }

  /// Asks and gives the answer alone.
  private func ask(
    _ board: inout BreakerBoard, _ question: StagedQuestion, mode: BreakerMode = .enforce, claimant: String = "call-1",
    at wallTime: Int64 = noon
  ) -> StagedAnswer {
    board.staged.ask(question, mode: mode, claimant: claimant, reason: "it cannot be undone", at: wallTime).answer
  }

  private func identifierOf(_ answer: StagedAnswer) -> String? {
    switch answer {
    case .needsApproval(let identifier), .claimed(let identifier): identifier
    case .letThrough, .denied: nil
    }
  }

  /// A board where this question was approved, and what was published on the way.
  private func approved(_ question: StagedQuestion) throws -> (board: BreakerBoard, log: [RequestAction], identifier: String) {
    var board = BreakerBoard(policy: makePolicy())
    let asked = board.staged.ask(question, mode: .enforce, claimant: "first", reason: "why", at: noon)
    let identifier = try #require(identifierOf(asked.answer))
    let outcome = board.approve(identifier, by: olga, at: noon + minute)
    #expect(outcome.request?.state == .granted)
    return (board, asked.actions + outcome.actions, identifier)
  }

  @Test("the same question has one identifier while it waits, short and safe to print; another object has another")
  func sameQuestion() throws {
    var board = BreakerBoard(policy: makePolicy())
    let first = board.staged.ask(question("db\u{1B}\"1"), mode: .enforce, claimant: "a", reason: "why", at: noon)
    #expect(describe(first.actions) == "publish.pending audit.ask")
    let name = try #require(identifierOf(first.answer))
    #expect(name.wholeMatch(of: /s-[0-9a-f]{12}/) != nil)
    let again = board.staged.ask(question("db\u{1B}\"1"), mode: .enforce, claimant: "b", reason: "why", at: noon + minute)
    #expect(again.answer == .needsApproval(identifier: name) && again.actions.isEmpty)
    #expect(ask(&board, question(version: "1")) != ask(&board, question(version: "2")))
    #expect(ask(&board, question()) != ask(&board, question(version: "1")))
    #expect(board.staged.desk.requests.count == 4)
  }

  @Test("an operator who is not the agent approves it; it goes through once, and the next time is a new question")
  func once() throws {
    var (board, _, name) = try approved(question())
    let claimed = board.staged.ask(question(), mode: .enforce, claimant: "call-1", reason: "why", at: noon + 2 * minute)
    #expect(claimed.answer == .claimed(identifier: name))
    #expect(describe(claimed.actions) == "publish.done audit.carryOut")
    #expect(board.staged.outcome(of: name, claimant: "call-1") == .waiting, "not before its record has been read back")
    try replay(claimed.actions, to: &board)
    #expect(board.staged.outcome(of: name, claimant: "call-1") == .won)
    #expect(board.staged.outcome(of: name, claimant: "call-2") == .lost)
    let next = ask(&board, question(), claimant: "call-2", at: noon + 3 * minute)
    #expect(identifierOf(next) != name)
    guard case .needsApproval = next else { return #expect(Bool(false), "\(next)") }
  }

  @Test("the agent itself, and people without a role for it, approve nothing")
  func whoApproves() throws {
    var board = BreakerBoard(policy: makePolicy())
    let name = try #require(identifierOf(ask(&board, question())))
    let itself = Person(name: makeKey().principal, roles: [.operator, .approver])
    #expect(board.approve(name, by: itself, at: noon).error?.code == .ownRequest)
    #expect(board.withdraw(name, by: itself, at: noon).error?.code == .notYours)
    #expect(board.approve(name, by: vera, at: noon).error?.code == .notAllowed)
    var refused = board
    #expect(refused.refuse(name, by: anna, reason: "no", at: noon).request?.state == .refused)
    #expect(identifierOf(ask(&refused, question(), at: noon + 1)) != name, "asked anew after a refusal")
    #expect(board.approve(name, by: anna, at: noon).request?.state == .granted)
    #expect(board.approve(name, by: olga, at: noon).error?.code == .ended)
  }

  @Test("two instances that lay claim at once: the first on the topic is let through, the other asks anew")
  func twoClaims() throws {
    let (board, log, name) = try approved(question())
    var first = board
    var second = BreakerBoard(policy: makePolicy())
    try replay(log, to: &second)
    let byFirst = first.staged.ask(question(), mode: .enforce, claimant: "A-1", reason: "why", at: noon + 2 * minute)
    let bySecond = second.staged.ask(question(), mode: .enforce, claimant: "B-1", reason: "why", at: noon + 3 * minute)
    #expect(byFirst.answer == bySecond.answer)
    var third = BreakerBoard(policy: makePolicy())
    try replay(log, to: &third)
    // The second's record reached the topic first.
    for actions in [bySecond.actions, byFirst.actions] {
      try replay(actions, to: &first)
      try replay(actions, to: &second)
      try replay(actions, to: &third)
    }
    #expect(first.staged.outcome(of: name, claimant: "A-1") == .lost)
    #expect(second.staged.outcome(of: name, claimant: "B-1") == .won)
    for var board in [first, second, third] {
      #expect(board.request(name)?.claimant == "B-1" && board.request(name)?.state == .done)
      guard case .needsApproval = ask(&board, question(), claimant: "C", at: noon + 4 * minute) else { return #expect(Bool(false)) }
    }
  }

  @Test("after a crash behind its claim the approval is used up, and nothing went through")
  func crash() throws {
    var (board, log, name) = try approved(question())
    log += board.staged.ask(question(), mode: .enforce, claimant: "call-1", reason: "why", at: noon + 2 * minute).actions
    var restarted = BreakerBoard(policy: makePolicy())
    try replay(log, to: &restarted)
    #expect(restarted.request(name)?.state == .done)
    guard case .needsApproval(let next) = ask(&restarted, question(), at: noon + 3 * minute) else { return #expect(Bool(false)) }
    #expect(next != name)
    // Read by itself, as compaction leaves it.
    var compacted = BreakerBoard(policy: makePolicy())
    try replay(Array(log.suffix(2)), to: &compacted)
    #expect(compacted.request(name)?.state == .done)
  }

  @Test("an old record of the approval, written to the topic again, lets nothing through a second time")
  func replayed() throws {
    var (board, log, name) = try approved(question())
    let claimed = board.staged.ask(question(), mode: .enforce, claimant: "call-1", reason: "why", at: noon + 2 * minute)
    try replay(claimed.actions, to: &board)
    try replay(log, to: &board)
    guard case .needsApproval = ask(&board, question(), claimant: "call-2", at: noon + 3 * minute) else { return #expect(Bool(false)) }
    // Long after it was forgotten.
    let later = noon + day
    _ = board.advanceRequests(to: later)
    #expect(board.request(name) == nil)
    try replay(log, to: &board)
    guard case .needsApproval(let next) = ask(&board, question(), at: later) else { return #expect(Bool(false)) }
    #expect(next != name)
  }

  @Test("two instances that each made a request of one question answer with the earlier, and one approval is enough and used once")
  func twins() throws {
    var first = BreakerBoard(policy: makePolicy())
    var second = first
    let early = first.staged.ask(question(), mode: .enforce, claimant: "a", reason: "why", at: noon)
    let late = second.staged.ask(question(), mode: .enforce, claimant: "b", reason: "why", at: noon + 1)
    try replay(late.actions, to: &first)
    try replay(early.actions, to: &second)
    #expect(ask(&first, question(), at: noon + 2) == ask(&second, question(), at: noon + 2))
    let twin = try #require(identifierOf(late.answer))
    for name in [try #require(identifierOf(early.answer)), twin] { _ = first.approve(name, by: olga, at: noon + 3) }
    let claimed = first.staged.ask(question(), mode: .enforce, claimant: "call", reason: "why", at: noon + 4)
    #expect(claimed.answer == early.answer.claimedAnswer)
    #expect(first.request(twin)?.state == .stale)
    guard case .needsApproval = ask(&first, question(), at: noon + 5) else { return #expect(Bool(false)) }
  }

  @Test("at most 20 wait for each principal, and the answer says so; others have their own room")
  func limit() throws {
    var board = BreakerBoard(policy: makePolicy())
    for index in 0..<20 { #expect(identifierOf(ask(&board, question("db-\(index)"))) != nil) }
    let refused = board.staged.ask(question("db-20"), mode: .enforce, claimant: "a", reason: "why", at: noon)
    guard case .denied(let error) = refused.answer else { return #expect(Bool(false)) }
    #expect(error.code == .atLimit && error.detail.contains("20"))
    #expect(describe(refused.actions) == "audit.ask")
    #expect(identifierOf(ask(&board, question("db-3"))) != nil, "one that waits already is answered")
    #expect(identifierOf(ask(&board, question("db-20", principal: "other"))) != nil)
    _ = board.refuse(try #require(identifierOf(ask(&board, question("db-0")))), by: olga, reason: "no", at: noon)
    #expect(identifierOf(ask(&board, question("db-20"))) != nil)
  }

  @Test("questions and approvals expire after half an hour")
  func expiry() throws {
    let half = 30 * minute
    var board = BreakerBoard(policy: makePolicy())
    let name = try #require(identifierOf(ask(&board, question())))
    #expect(board.approve(name, by: olga, at: noon + half).error?.code == .expired)
    #expect(identifierOf(ask(&board, question(), at: noon + half)) != name)
    var (unused, _, granted) = try approved(question())
    var used = unused
    #expect(ask(&used, question(), at: noon + minute + half - 1) == .claimed(identifier: granted))
    #expect(ask(&unused, question(), at: noon + minute + half) != .claimed(identifier: granted))
  }

  @Test("in shadow it goes through, and what would have been asked is in the audit log, with nothing left waiting")
  func shadow() {
    var board = BreakerBoard(policy: makePolicy())
    let result = board.staged.ask(question(), mode: .shadow, claimant: "a", reason: "why", at: noon)
    #expect(result.answer == .letThrough)
    #expect(describe(result.actions) == "audit.wouldAsk")
    #expect(board.staged.desk.requests.isEmpty && board.staged.wouldAsk == 1)
  }

  @Test(
    "a question without an action or a resource, or of great length, is denied and kept nowhere",
    arguments: [("", "r"), ("a", ""), ("a", String(repeating: "x", count: 3000)), (String(repeating: "x", count: 3000), "r")])
  func badQuestions(action: String, resource: String) {
    for mode in BreakerMode.allCases {
      var board = BreakerBoard(policy: makePolicy())
      let bad = StagedQuestion(key: makeKey(), action: action, resource: resource)
      guard case .denied(let error) = ask(&board, bad, mode: mode) else { return #expect(Bool(false)) }
      #expect(error.code == .badValue)
      #expect(board.staged.desk.requests.isEmpty)
    }
  }
}

extension StagedAnswer {
  fileprivate var claimedAnswer: StagedAnswer? {
    if case .needsApproval(let identifier) = self { .claimed(identifier: identifier) } else { nil }
  }
}
