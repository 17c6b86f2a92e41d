import Testing

@testable import ArresterBreaker

/// What is to be in force, and a deny's way out: it stays known until its enforcer says that it is gone.
@Suite("Breaker: the deny that is wanted")
struct DesiredDenyTests {
  private static let enforced: [BreakerState: DesiredDeny] = [
    .tripping: .allWrites, .open: .allWrites, .openUnenforced: .allWrites, .forcedOpen: .allWrites, .probation: .destructiveWrites,
  ]

  /// Breakers whose denies are being removed, in each state that this can happen in.
  private static func removing(_ state: BreakerState) -> Breaker? {
    var breaker = BreakerState.open.makeBreaker()
    let policy = makePolicy()
    var inputs: [BreakerInput] = [.command(.exempt(until: noon + hour))]
    switch state {
    case .exempt: break
    case .closed: inputs.append(.command(.restore))
    case .held: inputs += [.command(.restore), .trip(makeNotice(number: 2), .hold)]
    case .capped: inputs += [.command(.restore), .trip(makeNotice(number: 2), .cap)]
    case .probation: inputs = [.modeChanged(.shadow), .command(.restore)]
    case .forcedOpen: inputs += [.modeChanged(.shadow), .command(.forceOpen)]
    case .open: inputs = [.modeChanged(.shadow), .command(.restore), .trip(makeNotice(number: 2, time: noon + 1), .trip)]
    case .openUnenforced:
      inputs = [.modeChanged(.shadow), .command(.restore), .trip(makeNotice(number: 2, time: noon + 1), .trip), .leak(event: "e")]
    case .tripping: return nil  // Tripping begins with a call to every enforcer: none is left that removes.
    }
    for input in inputs { _ = breaker.handle(input, at: at(noon), under: policy) }
    return breaker
  }

  @Test("in enforce mode the state says what is wanted", arguments: BreakerState.allCases)
  func states(state: BreakerState) {
    #expect(state.makeBreaker().desiredDeny == DesiredDenyTests.enforced[state])
  }

  @Test("in shadow no enforcer is asked for a deny", arguments: BreakerState.allCases)
  func shadow(state: BreakerState) {
    #expect(state.makeBreaker(mode: .shadow).desiredDeny == nil)
    var breaker = state.makeBreaker()
    _ = breaker.handle(.modeChanged(.shadow), at: at(noon), under: makePolicy())
    #expect(breaker.desiredDeny == nil)
  }

  @Test("a removal is recorded, survives a restart, and is over once its enforcer has confirmed it", arguments: BreakerState.allCases)
  func removal(state: BreakerState) throws {
    guard var breaker = DesiredDenyTests.removing(state) else { return }
    #expect(breaker.state == state)
    #expect(breaker.enforcers == [EnforcerProgress(name: "aws", status: .removing)])
    #expect(breaker.desiredDeny == .nothing)
    let record = BoardRecord.breaker(BreakerRecord(breaker))
    guard case .breaker(let read) = try BoardRecord(bytes: record.bytes, key: record.key) else { return #expect(Bool(false)) }
    #expect(read.breaker == breaker)
    for input in [BreakerInput.enforcerConfirmed(name: "webhook", deny: .nothing), .enforcerFailed(name: "aws", permanently: true)] {
      #expect(breaker.handle(input, at: at(noon), under: makePolicy()) == [.ignored(state, input)])
    }
    #expect(describe(breaker.handle(.enforcerConfirmed(name: "aws"), at: at(noon), under: makePolicy())) == "publish")
    #expect(breaker.enforcers.isEmpty && breaker.state == state && breaker.desiredDeny == nil)
    #expect(describe(breaker.handle(.enforcerConfirmed(name: "aws"), at: at(noon), under: makePolicy())) == "ignored")
  }

  @Test("a late confirmation of the deny does not pass for one of its removal", arguments: [DesiredDeny.allWrites, .destructiveWrites])
  func overtaken(deny: DesiredDeny) throws {
    var breaker = try #require(DesiredDenyTests.removing(.exempt))
    let late = BreakerInput.enforcerConfirmed(name: "aws", deny: deny)
    #expect(breaker.handle(late, at: at(noon), under: makePolicy()) == [.ignored(.exempt, late)])
    #expect(breaker.desiredDeny == .nothing)
  }

  @Test(
    "nor does a late confirmation of a removal, or of a narrower deny, open a breaker",
    arguments: [DesiredDeny.nothing, .destructiveWrites])
  func overtakenRemoval(deny: DesiredDeny) {
    var breaker = BreakerState.tripping.makeBreaker()
    let late = BreakerInput.enforcerConfirmed(name: "aws", deny: deny)
    #expect(breaker.handle(late, at: at(noon), under: makePolicy()) == [.ignored(.tripping, late)])
    #expect(describe(breaker.handle(.enforcerConfirmed(name: "aws", deny: .allWrites), at: at(noon), under: makePolicy())) == "publish")
    #expect(breaker.state == .open)
  }

  @Test("a new trip while denies are being removed asks for them again")
  func trippedAgain() throws {
    var breaker = try #require(DesiredDenyTests.removing(.closed))
    _ = breaker.handle(.trip(makeNotice(number: 2), .trip), at: at(noon), under: makePolicy())
    #expect(breaker.enforcers == [EnforcerProgress(name: "aws", status: .called)])
    #expect(breaker.desiredDeny == .allWrites)
  }

  @Test("a removal that is under way is not ordered twice")
  func once() throws {
    var breaker = try #require(DesiredDenyTests.removing(.exempt))
    let longer = breaker.handle(.command(.exempt(until: noon + day)), at: at(noon), under: makePolicy())
    #expect(describe(longer) == "publish start.exemption")
    #expect(breaker.desiredDeny == .nothing)
  }
}
