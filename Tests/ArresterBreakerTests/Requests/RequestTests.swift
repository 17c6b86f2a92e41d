import ArresterEvents
import Testing

@testable import ArresterBreaker

@Suite("Requests of people")
struct RequestTests {
  private let key = makeKey()

  @Test(
    "what one person may do is granted at once, and carried out by the owner of the principal",
    arguments: [
      (BreakerState.held, BreakerCommand.enforce, BreakerState.tripping), (.held, .dismiss, .closed), (.capped, .enforce, .tripping),
      (.closed, .forceOpen, .forcedOpen), (.open, .forceOpen, .forcedOpen), (.open, .extend(until: noon + hour), .open),
    ])
  func onePerson(from: BreakerState, command: BreakerCommand, to: BreakerState) throws {
    var board = BreakerBoard(from)
    let outcome = board.ask(command)
    #expect(outcome.request?.state == .granted)
    #expect(describe(outcome.actions) == "publish.granted audit.ask")
    #expect(board.breakers[key]?.state ?? .closed == from, "asking alone changes nothing")
    let elsewhere = board.carryOutGranted(owned: { _ in false }, moment: { _ in at(noon) })
    #expect(elsewhere.board.isEmpty && elsewhere.requests.isEmpty)
    let done = board.carryOut()
    #expect(describe(done.board).hasPrefix("publish"))
    #expect(describe(done.requests) == "publish.done audit.carryOut")
    #expect(board.breakers[key]?.state == to)
    let again = board.carryOut()
    #expect(again.board.isEmpty && again.requests.isEmpty)
  }

  @Test(
    "what takes a second person waits for one who is not the requester, then happens",
    arguments: [
      (BreakerState.forcedOpen, BreakerCommand.liftForced, BreakerState.probation), (.capped, .restore, .closed),
      (.open, .exempt(until: noon + hour), .exempt), (.closed, .exempt(until: noon + hour), .exempt),
    ])
  func secondPerson(from: BreakerState, command: BreakerCommand, to: BreakerState) throws {
    var board = BreakerBoard(from)
    let asked = try #require(board.ask(command, by: bert).request)
    #expect(asked.state == .pending && asked.approvalsNeeded == 1)
    #expect(board.carryOut().board.isEmpty)
    let own = board.approve(asked.identifier, by: bert, at: noon)
    #expect(own.error?.code == .ownRequest)
    #expect(describe(own.actions) == "audit.approve")
    #expect(board.approve(asked.identifier, by: olga, at: noon).error?.code == .notAllowed)
    #expect(board.approve(asked.identifier, by: vera, at: noon).error?.code == .notAllowed)
    let approved = board.approve(asked.identifier, by: anna, at: noon + minute)
    #expect(describe(approved.actions) == "publish.granted audit.approve")
    _ = board.carryOut(at: noon + minute)
    #expect(board.breakers[key]?.state == to)
    #expect(board.request(asked.identifier)?.state == .done)
  }

  @Test("restoring before the hold has ended takes two others, each counted once")
  func twoOthers() throws {
    var board = BreakerBoard(.open)
    let asked = try #require(board.ask(.restore).request)
    #expect(asked.approvalsNeeded == 2)
    #expect(board.approve(asked.identifier, by: anna, at: noon).request?.state == .pending)
    #expect(board.approve(asked.identifier, by: anna, at: noon + 1).error?.code == .alreadyApproved)
    #expect(board.approve(asked.identifier, by: Person(name: "anna", roles: [.approver, .operator]), at: noon).error != nil)
    #expect(board.carryOut().board.isEmpty)
    #expect(board.approve(asked.identifier, by: bert, at: noon).request?.state == .granted)
    _ = board.carryOut()
    #expect(board.breakers[key]?.state == .probation)
  }

  @Test("after the hold's end one other is enough; a hold that was extended meanwhile takes two again")
  func holdMatters() throws {
    let after = noon + 16 * minute
    var board = BreakerBoard(.open)
    let asked = try #require(board.ask(.restore, at: after).request)
    #expect(asked.approvalsNeeded == 1)
    var extended = board
    #expect(board.approve(asked.identifier, by: anna, at: after).request?.state == .granted)

    _ = extended.handle(.command(.extend(until: after + hour)), for: key, at: at(after))
    #expect(extended.approve(asked.identifier, by: anna, at: after).request?.state == .pending)
    #expect(extended.approve(asked.identifier, by: bert, at: after).request?.state == .granted)

    // Extended between the approval and its carrying out.
    _ = board.handle(.command(.extend(until: after + hour)), for: key, at: at(after))
    let delayed = board.carryOut(at: after)
    #expect(delayed.board.isEmpty)
    #expect(describe(delayed.requests) == "publish.pending")
    #expect(board.approve(asked.identifier, by: bert, at: after).request?.state == .granted)
    _ = board.carryOut(at: after)
    #expect(board.breakers[key]?.state == .probation)
  }

  @Test("each is looked at after the one before: an extension that is carried out first makes a restoration wait for a second person")
  func carriedOutInTurn() throws {
    let after = noon + 16 * minute
    var board = BreakerBoard(.open)
    _ = board.ask(.extend(until: after + hour), by: bert, at: after)
    let restore = try #require(board.ask(.restore, at: after).request)
    _ = board.approve(restore.identifier, by: anna, at: after + 1)
    _ = board.carryOut(at: after + 1)
    #expect(board.breakers[key]?.state == .open)
    #expect(board.request(restore.identifier)?.state == .pending && board.request(restore.identifier)?.approvalsNeeded == 2)
  }

  @Test("names are told apart by their bytes, not by how they look")
  func exactNames() throws {
    var board = BreakerBoard(.forcedOpen)
    let composed = Person(name: "Ren\u{E9}", roles: [.operator, .approver])
    let asked = try #require(board.ask(.liftForced, by: composed).request)
    #expect(board.approve(asked.identifier, by: composed, at: noon).error?.code == .ownRequest)
    let other = Person(name: "Rene\u{301}", roles: [.approver])
    #expect(board.approve(asked.identifier, by: other, at: noon).request?.state == .granted)
  }

  @Test("a request about a trip lapses once the breaker has another, and what one person forces does not")
  func boundToTrip() throws {
    var board = BreakerBoard(.held)
    let enforce = try #require(board.ask(.enforce).request)
    #expect(enforce.trip == makeNotice().identifier)
    let force = try #require(board.ask(.forceOpen).request)
    #expect(force.trip == nil)
    let later = noon + 2 * minute
    _ = board.handle(.command(.dismiss), for: key, at: at(noon))
    _ = board.handleTrip(makeNotice(number: 2, time: later), changedPrincipals: 100, at: at(later))
    let done = board.carryOut(at: later)
    #expect(board.request(enforce.identifier)?.state == .stale)
    #expect(describe(done.requests).contains("audit.lapse"))
    #expect(board.request(force.identifier)?.state == .done)
    #expect(board.breakers[key]?.state == .forcedOpen)
  }

  @Test("an approval of a stale request is refused with what changed, and a person who saw another trip asks for nothing")
  func staleApproval() throws {
    var board = BreakerBoard(.capped)
    let asked = try #require(board.ask(.restore).request)
    let seen = board.ask(.command(.restore), about: key, trip: "another", by: olga, reason: "why", at: at(noon))
    #expect(seen.error?.code == .stale)
    _ = board.handle(.command(.restore), for: key, at: at(noon))
    _ = board.handleTrip(makeNotice(number: 2, time: noon + minute), changedPrincipals: 100, at: at(noon + minute))
    let outcome = board.approve(asked.identifier, by: anna, at: noon + minute)
    #expect(outcome.error?.code == .stale)
    #expect(describe(outcome.actions) == "publish.stale audit.lapse audit.approve")
    #expect(board.approve(asked.identifier, by: anna, at: noon + minute).error?.code == .ended)
  }

  @Test("a forced opening is no other: a request to lift one does not lift the next")
  func forcedTwice() throws {
    var board = BreakerBoard(.forcedOpen)
    let asked = try #require(board.ask(.liftForced).request)
    _ = board.handle(.command(.liftForced), for: key, at: at(noon))
    _ = board.handle(.command(.forceOpen), for: key, at: at(noon + second))
    #expect(board.approve(asked.identifier, by: anna, at: noon + 2 * second).error?.code == .stale)
  }

  @Test("requests expire after half an hour; a grant is good for as long again, and time is recorded by the owner")
  func expiry() throws {
    let half = 30 * minute
    var board = BreakerBoard(.forcedOpen)
    let asked = try #require(board.ask(.liftForced).request)
    var late = board
    #expect(describe(late.advanceRequests(to: noon + half - 1)) == "")
    #expect(describe(late.advanceRequests(to: noon + half, owned: { _ in false })) == "")
    #expect(late.approve(asked.identifier, by: anna, at: noon + half).error?.code == .expired)
    var ticked = board
    #expect(describe(ticked.advanceRequests(to: noon + half)) == "publish.expired audit.lapse")
    #expect(ticked.approve(asked.identifier, by: anna, at: noon + half).error?.code == .ended)
    #expect(ticked.desk.pendingCount == 0)

    _ = board.approve(asked.identifier, by: anna, at: noon + half - 1)
    var unused = board
    _ = unused.carryOut(at: noon + 2 * half - 1)
    #expect(unused.request(asked.identifier)?.state == .expired)
    _ = board.carryOut(at: noon + 2 * half - 2)
    #expect(board.request(asked.identifier)?.state == .done)
  }

  @Test("refusing and withdrawing end a request, by those who may")
  func refusing() throws {
    var board = BreakerBoard(.forcedOpen)
    let asked = try #require(board.ask(.liftForced).request)
    #expect(board.withdraw(asked.identifier, by: anna, at: noon).error?.code == .notYours)
    #expect(board.refuse(asked.identifier, by: olga, reason: "no", at: noon).error?.code == .notAllowed)
    #expect(board.refuse(asked.identifier, by: anna, reason: " \n", at: noon).error?.code == .badValue)
    var withdrawn = board
    #expect(describe(withdrawn.withdraw(asked.identifier, by: olga, at: noon).actions) == "publish.withdrawn audit.withdraw")
    let refused = board.refuse(asked.identifier, by: anna, reason: "not yet", at: noon + 1)
    #expect(describe(refused.actions) == "publish.refused audit.refuse")
    #expect(board.request(asked.identifier)?.end == RequestEnd(state: .refused, by: "anna", at: noon + 1, note: "not yet"))
    for outcome in [
      board.approve(asked.identifier, by: bert, at: noon + 2), board.withdraw(asked.identifier, by: olga, at: noon + 2),
      board.refuse(asked.identifier, by: bert, reason: "too", at: noon + 2),
    ] {
      #expect(outcome.error?.code == .ended)
    }
    #expect(board.approve("r-nothing", by: anna, at: noon).error?.code == .unknown)
  }

  @Test("what makes no sense is not asked, and the error says what would be right")
  func nonsense() {
    var board = BreakerBoard(.open)
    let root = makeKey("arn:aws:iam::111122223333:root")
    func code(_ asked: AskedChange, _ key: BreakerKey?, by person: Person = olga, reason: String = "why") -> RequestError.Code? {
      let outcome = board.ask(asked, about: key, by: person, reason: reason, at: at(noon))
      #expect(describe(outcome.actions) == "audit.ask")
      return outcome.error?.code
    }
    #expect(code(.command(.enforce), key) == .nothingToDo)
    #expect(code(.command(.restore), makeKey("nobody")) == .nothingToDo)
    #expect(code(.command(.restore), nil) == .badValue)
    #expect(code(.command(.forceOpen), root) == .protected)
    #expect(code(.command(.exempt(until: noon)), key) == .badValue)
    #expect(code(.command(.exempt(until: noon + 91 * day)), key) == .badValue)
    #expect(code(.command(.extend(until: noon)), key) == .nothingToDo)
    #expect(code(.resume, nil) == .nothingToDo)
    #expect(code(.endPlannedChange(identifier: "none"), nil) == .nothingToDo)
    #expect(code(.loosening(Loosening(hash: "sha256:12", differences: [])), nil) == .badValue)
    #expect(code(.stagedAction(StagedQuestion(key: key, action: "a", resource: "r")), key) == .badValue)
    #expect(code(.halt, nil, by: anna) == .notAllowed)
    #expect(code(.halt, nil, by: Person(name: "", roles: [.operator])) == .badValue)
    #expect(code(.halt, nil, reason: "") == .badValue)
    #expect(code(.halt, nil, reason: String(repeating: "x", count: 1001)) == .badValue)
    #expect(board.desk.requests.isEmpty)
    #expect(board.desk.counters.errors[.nothingToDo] == 5)
  }

  @Test("a halt and its end are one person's each, and are recorded with who did it")
  func halting() throws {
    var board = BreakerBoard(.closed)
    let asked = board.ask(.halt, by: olga, reason: "false alarms", at: at(noon))
    #expect(asked.request?.state == .granted)
    #expect(describe(board.carryOut().board) == "publish start.halt page.halted")
    #expect(board.isHalted(at: noon))
    _ = board.ask(.resume, by: bert, reason: "fixed", at: at(noon + 1))
    let done = board.carryOut(at: noon + 1)
    #expect(describe(done.board) == "publish")
    #expect(!board.isHalted(at: noon + 1))
    guard case .audit(let act)? = done.requests.last else { return #expect(Bool(false)) }
    #expect(act.asked == "resume" && act.outcome == "resumed" && act.reason == "fixed")
  }

  @Test("the same request by the same person is one, until it has ended")
  func repeated() throws {
    var board = BreakerBoard(.forcedOpen)
    let first = try #require(board.ask(.liftForced).request)
    let again = board.ask(.liftForced, at: noon + minute)
    #expect(again.request == first && again.actions.isEmpty)
    #expect(board.ask(.liftForced, by: bert).request?.identifier != first.identifier)
    _ = board.withdraw(first.identifier, by: olga, at: noon + minute)
    #expect(board.ask(.liftForced).error?.code == .ended, "at the very moment of the first")
    #expect(board.ask(.liftForced, at: noon + minute).request?.identifier != first.identifier)
  }

  @Test("identifiers are short and safe to print, whatever the principal and the reason are")
  func identifiers() throws {
    var board = BreakerBoard(policy: makePolicy())
    let odd = makeKey("\u{1B}[31m\"\n" + String(repeating: "x", count: 500))
    let asked = board.ask(.command(.forceOpen), about: odd, by: olga, reason: "\u{0} \u{7F}", at: at(noon))
    #expect(asked.error?.code == nil)
    let identifier = try #require(asked.request?.identifier)
    #expect(identifier.wholeMatch(of: /r-[0-9a-f]{12}/) != nil)
  }

  @Test("one person's requests are limited, and leave room for others'")
  func limits() {
    var board = BreakerBoard(policy: makePolicy())
    func ask(_ index: Int, by person: Person) -> RequestError.Code? {
      let exempt = AskedChange.command(.exempt(until: noon + hour))
      return board.ask(exempt, about: makeKey("p\(index)"), by: person, reason: "why", at: at(noon)).error?.code
    }
    for index in 0..<50 { #expect(ask(index, by: olga) == nil) }
    #expect(ask(50, by: olga) == .atLimit)
    #expect(ask(50, by: bert) == nil)
    #expect(board.desk.counters.errors[.atLimit] == 1)
    #expect(board.desk.pendingCount == 51)
  }

  @Test("limits over all: pending and kept")
  func limitsOverAll() {
    var desk = RequestDesk(limits: RequestLimits(pending: 2, pendingOfOne: 9, kept: 3, keptOfOne: 2))
    func ask(_ name: String, needed: Int) -> RequestError.Code? {
      desk.ask(makeRequest(name, requester: name.first == "a" ? "a" : name, needed: needed)).error?.code
    }
    #expect(ask("a1", needed: 0) == nil)
    #expect(ask("a2", needed: 1) == nil)
    #expect(ask("a3", needed: 0) == .atLimit, "kept of one")
    #expect(ask("b", needed: 1) == nil)
    #expect(ask("c", needed: 1) == .atLimit, "pending, and kept")
    #expect(desk.apply(makeRequest("d", requester: "d", needed: 1)) == .refusedAtLimit)
    #expect(desk.requests.count == 3)
  }

  @Test("ended requests are forgotten, with a tombstone by the owner, and what is replayed then is harmless and forgotten again")
  func forgetting() throws {
    var board = BreakerBoard(.forcedOpen)
    let asked = board.ask(.liftForced)
    let request = try #require(asked.request)
    let approved = board.approve(request.identifier, by: anna, at: noon)
    _ = board.carryOut()
    let shown = noon + 30 * minute + hour
    #expect(describe(board.advanceRequests(to: shown - 1)) == "")
    var other = board
    #expect(other.advanceRequests(to: shown, owned: { _ in false }).isEmpty)
    #expect(board.advanceRequests(to: shown) == [.forget(key: "[\"request\",\"\(request.identifier)\"]")])
    #expect(board.desk.requests.isEmpty && other.desk.requests.isEmpty)

    // An old, genuine record of the grant is written to the topic again.
    try replay(approved.actions, to: &board)
    #expect(board.request(request.identifier)?.state == .granted)
    var early = board
    #expect(early.carryOut(at: shown).board.isEmpty)
    #expect(early.request(request.identifier)?.state == .expired)
    #expect(describe(board.advanceRequests(to: shown)) == "forget")
  }
}

func makeRequest(_ identifier: String, requester: String = "olga", needed: Int = 1) -> PersonRequest {
  PersonRequest(
    identifier: identifier, asked: .endPlannedChange(identifier: identifier), key: nil, trip: nil, configuration: nil, requester: requester,
    reason: "why " + identifier,
    askedAt: noon + Int64(identifier.utf8.count), expiresAt: noon + 30 * minute, approvalsNeeded: needed)
}
