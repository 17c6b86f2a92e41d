import ArresterEvents
import Testing

@testable import ArresterBreaker

@Suite("DecisionTable")
struct DecisionTableTests {
  private let principal = makeKey().principal

  private func makeTable(_ breakers: Breaker...) -> DecisionTable {
    var table = DecisionTable()
    for breaker in breakers { table.update(breaker) }
    return table
  }

  private func makeBreaker(_ state: BreakerState, kind: PrincipalKind, mode: BreakerMode = .enforce) -> Breaker {
    var breaker = Breaker(key: makeKey(kind: kind), mode: mode, at: noon)
    for input in state.path { _ = breaker.handle(input, at: at(noon), under: makePolicy()) }
    return breaker
  }

  /// Semantics.md, section 6, column "decision endpoints": read, non-destructive write, destructive write.
  private static let answers: [BreakerState: [Bool]] = [
    .closed: [true, true, true], .tripping: [true, false, false], .open: [true, false, false], .openUnenforced: [true, false, false],
    .probation: [true, true, false], .capped: [true, false, false], .held: [true, true, true], .forcedOpen: [true, false, false],
    .exempt: [true, true, true],
  ]

  @Test("each state answers as the table says", arguments: BreakerState.allCases)
  func states(state: BreakerState) {
    let table = makeTable(makeBreaker(state, kind: .agent))
    let answers = [RequestedChange.read, .nonDestructive, .destructive].map {
      table.decide(principal: principal, kind: .agent, platform: .aws, change: $0).isAllowed
    }
    #expect(answers == DecisionTableTests.answers[state])
  }

  @Test("a denial names its trip and its reason")
  func reason() {
    let decision = makeTable(makeBreaker(.open, kind: .agent)).decide(principal: principal, kind: .agent, platform: .aws)
    #expect(decision == Decision(isAllowed: false, reason: "open: tripped by ceiling", trip: makeNotice().identifier, wouldDeny: false))
    let forced = makeTable(makeBreaker(.forcedOpen, kind: .agent)).decide(principal: principal, kind: .agent, platform: .aws)
    #expect(forced == Decision(isAllowed: false, reason: "forcedOpen: opened by a person", trip: nil, wouldDeny: false))
  }

  @Test("where the kind is not known the strictest breaker over all kinds answers", arguments: [nil, PrincipalKind.unknown])
  func strictest(kind: PrincipalKind?) {
    let exempt = makeBreaker(.exempt, kind: .agent)
    let probation = makeBreaker(.probation, kind: .automation)
    let open = makeBreaker(.open, kind: .human)
    let loose = makeTable(exempt, probation)
    #expect(loose.decide(principal: principal, kind: kind, platform: .aws, change: .nonDestructive).isAllowed)
    #expect(!loose.decide(principal: principal, kind: kind, platform: .aws, change: .destructive).isAllowed)
    #expect(!makeTable(exempt, probation, open).decide(principal: principal, kind: kind, platform: .aws, change: .nonDestructive).isAllowed)
  }

  @Test("what would have been denied outranks what is plainly allowed, and not a denial")
  func wouldDeny() {
    var suppressed = makeBreaker(.closed, kind: .human)
    _ = suppressed.handle(.trip(makeNotice(), .suppress(.halt, instead: .deny)), at: at(noon), under: makePolicy())
    let allowed = makeTable(makeBreaker(.exempt, kind: .agent), suppressed).decide(principal: principal, kind: nil, platform: .aws)
    #expect(allowed.isAllowed && allowed.wouldDeny)
    let denied = makeTable(makeBreaker(.open, kind: .service), suppressed).decide(principal: principal, kind: nil, platform: .aws)
    #expect(!denied.isAllowed && !denied.wouldDeny)
  }

  @Test("where it is known only that kind's breaker answers, and only on its platform")
  func known() {
    let table = makeTable(makeBreaker(.open, kind: .agent))
    #expect(table.decide(principal: principal, kind: .human, platform: .aws).isAllowed)
    #expect(table.decide(principal: principal, kind: .agent, platform: .gcp).isAllowed)
    #expect(table.decide(principal: principal + " ", kind: .agent, platform: .aws).isAllowed)
    #expect(!table.decide(principal: principal, kind: .agent, platform: .aws).isAllowed)
  }

  @Test("in shadow every state allows, and says what would have been denied", arguments: BreakerState.allCases)
  func shadow(state: BreakerState) {
    var breaker = makeBreaker(state, kind: .agent)
    _ = breaker.handle(.modeChanged(.shadow), at: at(noon), under: makePolicy())
    let table = makeTable(breaker)
    for (change, isAllowed) in zip([RequestedChange.read, .nonDestructive, .destructive], DecisionTableTests.answers[state] ?? []) {
      let decision = table.decide(principal: principal, kind: .agent, platform: .aws, change: change)
      #expect(decision.isAllowed)
      #expect(decision.wouldDeny == !isAllowed)
    }
  }

  @Test("a breaker that closes leaves the table, whatever the order of the others")
  func closing() {
    var held = makeBreaker(.held, kind: .agent)
    var table = makeTable(held, makeBreaker(.open, kind: .human))
    #expect(table == makeTable(makeBreaker(.open, kind: .human), held))
    _ = held.handle(.command(.dismiss), at: at(noon), under: makePolicy())
    table.update(held)
    #expect(table == makeTable(makeBreaker(.open, kind: .human)))
  }
}
