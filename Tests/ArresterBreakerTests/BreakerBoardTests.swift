import ArresterEvents
import Testing

@testable import ArresterBreaker
@testable import ArresterEngine

@Suite("BreakerBoard")
struct BreakerBoardTests {
  let key = makeKey()

  private func trip(_ board: inout BreakerBoard, _ notice: TripNotice, wallTime: Int64 = noon, principals: Int = 100) -> String {
    describe(board.handleTrip(notice, changedPrincipals: principals, at: at(wallTime)))
  }

  private func denies(_ board: BreakerBoard, _ key: BreakerKey) -> Bool {
    !board.decisions.decide(principal: key.principal, kind: key.kind, platform: key.platform).isAllowed
  }

  @Test("a trip in enforce mode is recorded, latched, denied and enforced, and people lead it back to closed")
  func story() {
    var board = BreakerBoard(policy: makePolicy())
    #expect(trip(&board, makeNotice()) == "publish publish callAll start.hold")
    #expect(denies(board, key))
    #expect(board.latches[key]?.isTripped == true)
    _ = board.handle(.enforcerConfirmed(name: "aws"), for: key, at: at(noon))
    #expect(board.breakers[key]?.state == .open)
    let restored = board.handle(.command(.restore), for: key, at: at(noon + hour, watermark: noon + minute))
    #expect(describe(restored) == "publish publish restoreLatch callDestructive start.probation")
    #expect(board.latches[key]?.isTripped == false)
    #expect(board.latches[key]?.restoredTime == noon + minute)
    for count in 1...20 {
      _ = board.handle(.writeSucceeded(isDestructive: false, eventTime: noon + hour + Int64(count)), for: key, at: at(noon + 2 * hour))
    }
    #expect(board.breakers[key]?.state == .closed)
    #expect(!denies(board, key))
  }

  @Test("a verdict finds its breaker; a warning does nothing")
  func verdicts() throws {
    var board = BreakerBoard(policy: makePolicy())
    var verdict = Verdict(
      type: .warn, identifier: "t1", time: noon, principal: key.principal, session: nil, principalKind: key.kind, platform: key.platform,
      homeScope: key.homeScope, scopes: [key.homeScope], regions: [], rule: nil, action: "rds:DeleteDBInstance", signals: [], score: 50,
      changes: 5, destroyed: 3,
      severity: 9, resources: [], events: [], isSaturated: false, tripNumber: 0, model: "sha256:0")
    #expect(describe(board.handle(verdict, changedPrincipals: 1, at: at(noon))) == "")
    #expect(board.breakers.isEmpty)
    verdict.type = .trip
    verdict.rule = .oneStrike
    verdict.tripNumber = 1
    _ = board.handle(verdict, changedPrincipals: 1, at: at(noon))
    #expect(board.breakers[key]?.trip?.identifier == "t1")
    #expect(board.breakers[key]?.state == .tripping)
  }

  @Test("a page latches and pages, touches no breaker, and restores itself in event time in every mode", arguments: BreakerMode.allCases)
  func pages(mode: BreakerMode) {
    let human = makeKey(kind: .human)
    var board = BreakerBoard(policy: makePolicy { $0.defaultMode = mode })
    #expect(describe(board.handlePage(makeNotice(human))) == "publish page.verdict")
    #expect(board.breakers.isEmpty)
    #expect(!denies(board, human))
    #expect(describe(board.advanceEventTime(to: noon + 15 * minute - 1, platform: .aws, at: noon)) == "")
    #expect(describe(board.advanceEventTime(to: noon + 15 * minute, platform: .kubernetes, at: noon)) == "")
    let restored = board.advanceEventTime(to: noon + 15 * minute, platform: .aws, at: noon)
    #expect(describe(restored) == "publish restoreLatch")
    #expect(restored.last?.action == .restoreLatch(eventTime: noon + 15 * minute))
    #expect(board.latches[human]?.isTripped == false)
    #expect(describe(board.advanceEventTime(to: noon + day, platform: .aws, at: noon)) == "")
  }

  @Test("shadow records what it would deny, calls nobody, restores itself and reports again with a longer hold")
  func shadow() {
    var board = BreakerBoard(policy: makePolicy { $0.defaultMode = .shadow })
    #expect(trip(&board, makeNotice()) == "publish publish")
    let decision = board.decisions.decide(principal: key.principal, kind: key.kind, platform: key.platform)
    #expect(decision.isAllowed && decision.wouldDeny && decision.trip == makeNotice().identifier)
    #expect(describe(board.advanceEventTime(to: noon + 15 * minute, platform: .aws, at: noon)) == "publish restoreLatch publish")
    #expect(board.decisions == DecisionTable())
    #expect(trip(&board, makeNotice(number: 2, time: noon + hour), wallTime: noon + hour) == "publish publish")
    #expect(board.latches[key]?.restoresItselfAt == noon + hour + 30 * minute)
  }

  @Test("in shadow a trip after the hold's end by event time is taken without waiting for the watermark")
  func shadowTripBeforeWatermark() {
    var board = BreakerBoard(policy: makePolicy { $0.defaultMode = .shadow })
    _ = trip(&board, makeNotice())
    #expect(trip(&board, makeNotice(number: 2, time: noon + hour)) == "publish restoreLatch publish publish publish")
    #expect(board.breakers[key]?.suppressed?.trip.number == 2)
    #expect(board.latches[key]?.restoredTime == noon + 15 * minute)
  }

  @Test("going to enforce acts only on trips decided afterwards")
  func toEnforce() {
    var board = BreakerBoard(policy: makePolicy { $0.defaultMode = .shadow })
    _ = trip(&board, makeNotice())
    #expect(describe(board.setPolicy(makePolicy(), at: at(noon))) == "publish")
    #expect(!denies(board, key))
    #expect(board.breakers[key]?.state == .closed)
    _ = trip(&board, makeNotice(number: 2, time: noon + hour), wallTime: noon + hour)
    #expect(denies(board, key))
  }

  @Test("the same verdict again does nothing")
  func duplicates() {
    var board = BreakerBoard(policy: makePolicy())
    _ = trip(&board, makeNotice())
    let before = board.breakers
    #expect(trip(&board, makeNotice()) == "")
    #expect(board.breakers == before)
    #expect(board.counters.staleTrips == 1)
  }

  @Test("a trip with a number that was used before is acted on if its event is later than the restoration, and only then")
  func renumbered() {
    var board = BreakerBoard(policy: makePolicy())
    _ = trip(&board, makeNotice(number: 3))
    #expect(trip(&board, makeNotice(number: 1, time: noon + minute)) == "")
    _ = board.handle(.command(.restore), for: key, at: at(noon + hour))
    #expect(trip(&board, makeNotice(number: 3, time: noon + hour), wallTime: noon + hour) == "")
    #expect(trip(&board, makeNotice(number: 1, time: noon + hour + 1), wallTime: noon + hour) == "publish publish callAll start.hold")
    #expect(board.latches[key]?.tripCount == 3)
  }

  @Test("each latch restores itself at its own end, whichever came first")
  func severalSelfRestorations() {
    var board = BreakerBoard(policy: makePolicy())
    for (index, start) in [2 * hour, 0, hour].enumerated() {
      _ = board.handlePage(makeNotice(makeKey("p\(index)", kind: .human), time: noon + start))
    }
    let ends = [0, 1, 2].map { count in
      board.advanceEventTime(to: noon + Int64(count) * hour + 15 * minute, platform: .aws, at: noon).compactMap { $0.key?.principal }
    }
    #expect(ends == [["p1", "p1"], ["p2", "p2"], ["p0", "p0"]])
  }

  @Test("a trip that an exemption swallows is latched all the same, until its end restores it")
  func latchWhileExempt() {
    var board = BreakerBoard(policy: makePolicy())
    _ = board.handle(.command(.exempt(until: noon + hour)), for: key, at: at(noon))
    #expect(trip(&board, makeNotice()) == "publish ignored")
    #expect(board.latches[key]?.tripCount == 1)
    #expect(board.latches[key]?.isTripped == true)
    #expect(board.counters.ignored == 1)
    _ = board.handle(.timerEnded(.exemption), for: key, at: at(noon + hour))
    #expect(board.latches[key]?.isTripped == false)
    #expect(board.latches[key]?.tripCount == 1)
  }

  @Test("past the caps a trip is denied here and enforced nowhere; those that change nothing use up no room")
  func caps() {
    var board = BreakerBoard(policy: makePolicy())
    let exempt = makeKey("exempt")
    _ = board.handle(.command(.exempt(until: noon + day)), for: exempt, at: at(noon))
    _ = trip(&board, makeNotice(exempt), principals: 10)
    #expect(trip(&board, makeNotice(makeKey("first")), principals: 10).contains("callAll"))
    #expect(trip(&board, makeNotice(makeKey("second")), principals: 10) == "publish publish page.capped")
    #expect(denies(board, makeKey("second")))
    #expect(trip(&board, makeNotice(makeKey("third"), rule: .oneStrike), principals: 10).contains("callAll"))
  }

  @Test("trips read from the topic count in the caps, each once")
  func capsFromRecords() throws {
    var first = BreakerBoard(policy: makePolicy())
    _ = trip(&first, makeNotice(), principals: 10)
    let breaker = try #require(first.breakers[key])
    var second = BreakerBoard(policy: makePolicy())
    #expect(second.apply(.breaker(BreakerRecord(breaker))) == .applied)
    #expect(second.apply(.breaker(BreakerRecord(breaker))) == .stale)
    #expect(trip(&second, makeNotice(makeKey("second")), principals: 19) == "publish publish page.capped")
    #expect(second.caps.times.count == 2)
  }

  @Test("while halted new trips are as in shadow, denies stay, and after four hours trips act again")
  func halt() {
    var board = BreakerBoard(policy: makePolicy())
    _ = trip(&board, makeNotice())
    #expect(describe(board.startHalt(at: noon)) == "publish start.halt page.halted")
    let other = makeKey("other")
    #expect(trip(&board, makeNotice(other)) == "publish publish")
    #expect(!denies(board, other))
    #expect(board.decisions.decide(principal: "other", kind: .agent, platform: .aws).wouldDeny)
    #expect(denies(board, key))
    #expect(describe(board.haltTimerEnded(at: noon + 4 * hour - 1)) == "")
    #expect(board.isHalted(at: noon + 4 * hour - 1))
    #expect(!board.isHalted(at: noon + 4 * hour))
    _ = trip(&board, makeNotice(makeKey("third"), time: noon + 4 * hour), wallTime: noon + 4 * hour)
    #expect(denies(board, makeKey("third")))
    #expect(describe(board.haltTimerEnded(at: noon + 4 * hour)) == "publish")
    #expect(describe(board.haltTimerEnded(at: noon + 5 * hour)) == "")
  }

  @Test("a person resumes a halt, once")
  func resume() {
    var board = BreakerBoard(policy: makePolicy())
    #expect(describe(board.resume(at: noon)) == "")
    _ = board.startHalt(at: noon)
    #expect(describe(board.resume(at: noon + minute)) == "publish")
    #expect(!board.isHalted(at: noon + minute))
    #expect(describe(board.resume(at: noon + minute)) == "")
    #expect(board.halt?.revision == 2)
  }

  @Test("a protected principal that a glob caught is paged about and never denied")
  func protected() {
    let root = makeKey("arn:aws:iam::111122223333:root")
    var board = BreakerBoard(policy: makePolicy())
    #expect(trip(&board, makeNotice(root, rule: .tampering)) == "publish publish page.protected")
    #expect(!denies(board, root))
  }

  @Test("old evidence holds, and a person enforces or dismisses it")
  func held() {
    var board = BreakerBoard(policy: makePolicy())
    #expect(trip(&board, makeNotice(rule: .oneStrike), wallTime: noon + hour + 1) == "publish publish page.held")
    #expect(!denies(board, key))
    #expect(board.latches[key]?.restoresItselfAt == nil)
    _ = board.handle(.command(.enforce), for: key, at: at(noon + 2 * hour))
    #expect(denies(board, key))
  }

  @Test("a lower or equal revision is ignored, a higher one is taken over and answers at once")
  func revisions() throws {
    var source = BreakerBoard(policy: makePolicy())
    _ = trip(&source, makeNotice())
    let tripping = try #require(source.breakers[key])
    _ = source.handle(.enforcerConfirmed(name: "aws"), for: key, at: at(noon))
    let open = try #require(source.breakers[key])
    var reader = BreakerBoard(policy: makePolicy())
    #expect(reader.apply(.breaker(BreakerRecord(open))) == .applied)
    #expect(reader.apply(.breaker(BreakerRecord(tripping))) == .stale)
    #expect(reader.breakers[key] == open)
    #expect(denies(reader, key))
    #expect(reader.counters.staleRecords == 1)
    let latch = try #require(source.latches[key])
    #expect(reader.apply(.latch(latch)) == .applied)
    #expect(reader.apply(.latch(latch)) == .stale)
    #expect(reader.apply(.halt(Halt(revision: 1, since: noon, until: noon + hour))) == .applied)
    #expect(reader.apply(.halt(Halt(revision: 1, since: noon, until: noon + day))) == .stale)
    #expect(reader.isHalted(at: noon) && !reader.isHalted(at: noon + 2 * hour))
  }

  @Test("a board built from the published records stands where the first one does, and goes on alike")
  func restart() throws {
    var board = BreakerBoard(policy: makePolicy())
    var log: [BoardAction] = board.handleTrip(makeNotice(), changedPrincipals: 100, at: at(noon))
    log += board.handleTrip(makeNotice(makeKey("old")), changedPrincipals: 100, at: at(noon + 2 * hour))
    log += board.handle(.command(.restore), for: key, at: at(noon + hour))
    log += board.handlePage(makeNotice(makeKey(kind: .human)))
    log += board.startHalt(at: noon)
    var copy = BreakerBoard(policy: makePolicy())
    for case .publish(let record) in log.map(\.action) {
      #expect(copy.apply(try BoardRecord(bytes: record.bytes, key: record.key)) == .applied)
    }
    #expect(copy.breakers == board.breakers && copy.latches == board.latches && copy.halt == board.halt)
    #expect(copy.decisions == board.decisions && copy.caps == board.caps)
    #expect(copy.timers().map(\.timer) == [.probation])
    let next = Int64(noon + day)
    #expect(copy.advanceEventTime(to: next, platform: .aws, at: next) == board.advanceEventTime(to: next, platform: .aws, at: next))
  }

  @Test("the board is bounded: what finds no room is refused, counted and paged; pages take no room from breakers")
  func limits() {
    var board = BreakerBoard(
      policy: makePolicy {
        $0.maximumBreakers = 2
        $0.maximumPageLatches = 1
      })
    #expect(describe(board.handlePage(makeNotice(makeKey("p1", kind: .human)))) == "publish page.verdict")
    #expect(describe(board.handlePage(makeNotice(makeKey("p2", kind: .human)))) == "page.boardFull")
    #expect(trip(&board, makeNotice(makeKey("a"))).contains("callAll"))
    #expect(trip(&board, makeNotice(makeKey("b"))).contains("callAll"))
    #expect(trip(&board, makeNotice(makeKey("c"))) == "page.boardFull")
    #expect(describe(board.handle(.command(.forceOpen), for: makeKey("d"), at: at(noon))) == "page.boardFull")
    #expect(describe(board.handle(.command(.forceOpen), for: makeKey("a"), at: at(noon))) == "publish callAll")
    #expect(board.breakers.count == 2 && board.latches.count == 3)
    #expect(board.counters.refusedAtLimit == 3)
  }

  @Test("an input for a breaker that does not exist is ignored and counted; a person may open one nonetheless")
  func unknownBreaker() {
    var board = BreakerBoard(policy: makePolicy())
    #expect(board.handle(.command(.restore), for: key, at: at(noon)).map(\.action) == [.ignored(.closed, .command(.restore))])
    #expect(board.breakers.isEmpty && board.counters.ignored == 1)
    _ = board.handle(.command(.forceOpen), for: key, at: at(noon))
    #expect(denies(board, key))
  }
}
