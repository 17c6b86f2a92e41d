import Testing

@testable import ArresterBreaker

@Suite("Breaker")
struct BreakerTests {
  @Test("with no calling enforcer for the platform a trip opens it at once")
  func noEnforcer() {
    let policy = makePolicy { $0.enforcers = [EnforcerSetting(name: "kubernetes", platforms: [.kubernetes], readsBack: true)] }
    var breaker = Breaker(key: makeKey(), mode: .enforce, at: noon)
    #expect(describe(breaker.handle(.trip(makeNotice(), .trip), at: at(noon), under: policy)) == "publish start.hold")
    #expect(breaker.state == .open)
    #expect(breaker.revision == 1)
  }

  @Test("every enforcer that reads back has to confirm, each once; all that are configured are called")
  func everyEnforcer() {
    let policy = makePolicy { $0.enforcers.append(EnforcerSetting(name: "scp", platforms: [.aws], readsBack: true)) }
    var breaker = Breaker(key: makeKey(), mode: .enforce, at: noon)
    let actions = breaker.handle(.trip(makeNotice(), .trip), at: at(noon), under: policy)
    let call = EnforcerCall(trip: makeNotice().identifier, extent: .allWrites, enforcers: ["aws", "webhook", "scp"])
    #expect(actions.contains(.callEnforcers(call)))
    #expect(describe(breaker.handle(.enforcerConfirmed(name: "scp"), at: at(noon), under: policy)) == "publish")
    #expect(breaker.state == .tripping)
    #expect(describe(breaker.handle(.enforcerConfirmed(name: "scp"), at: at(noon), under: policy)) == "ignored")
    #expect(describe(breaker.handle(.enforcerFailed(name: "aws", permanently: true), at: at(noon), under: policy)).hasPrefix("publish"))
    #expect(breaker.state == .openUnenforced)
    _ = breaker.handle(.enforcerConfirmed(name: "aws"), at: at(noon), under: policy)
    #expect(breaker.state == .open)
  }

  @Test("an acknowledgement confirms where no enforcer reads back")
  func acknowledgement() {
    let policy = makePolicy { $0.enforcers.removeFirst() }
    var breaker = Breaker(key: makeKey(), mode: .enforce, at: noon)
    _ = breaker.handle(.trip(makeNotice(), .trip), at: at(noon), under: policy)
    #expect(breaker.state == .tripping)
    _ = breaker.handle(.enforcerConfirmed(name: "webhook"), at: at(noon), under: policy)
    #expect(breaker.state == .open)
  }

  @Test("after a leak no earlier confirmation counts")
  func leak() {
    var breaker = BreakerState.open.makeBreaker()
    _ = breaker.handle(.leak(event: "event-1"), at: at(noon), under: makePolicy())
    #expect(breaker.enforcers == [EnforcerProgress(name: "aws", status: .called)])
    _ = breaker.handle(.enforcerConfirmed(name: "aws"), at: at(noon), under: makePolicy())
    #expect(breaker.state == .open)
  }

  @Test("holds double from 15 minutes to 24 hours")
  func ladder() {
    let holds = BreakerPolicy().holds
    #expect((0...9).map { holds.seconds(step: $0) / 60 } == [15, 15, 30, 60, 120, 240, 480, 960, 1440, 1440])
    #expect(holds.seconds(step: .max) == 86_400)
    #expect(HoldLadder(firstSeconds: 1, maximumSeconds: .max).seconds(step: 64) == .max)
  }

  @Test("a clean day takes one step off", arguments: [(0, 4), (1, 4), (23, 4), (24, 3), (47, 3), (48, 2), (71, 2), (72, 1), (24 * 365, 1)])
  func cleanDays(hours: Int, step: Int) {
    #expect(HoldLadder.step(after: 3, cleanSince: noon, now: noon + Int64(hours) * hour) == step)
  }

  @Test("clean days begin at the closing, not at the trip")
  func cleanSince() {
    var breaker = BreakerState.probation.makeBreaker()
    let closing = noon + 3 * day
    for count in 1...20 {
      _ = breaker.handle(.writeSucceeded(isDestructive: false, eventTime: noon + Int64(count)), at: at(closing), under: makePolicy())
    }
    #expect(breaker.state == .closed)
    var early = breaker
    _ = early.handle(.trip(makeNotice(number: 2), .trip), at: at(closing + day - second), under: makePolicy())
    #expect(early.hold?.seconds == 1800)
    _ = breaker.handle(.trip(makeNotice(number: 2), .trip), at: at(closing + day), under: makePolicy())
    #expect(breaker.hold?.seconds == 900)
  }

  @Test("a dismissed trip makes no hold longer")
  func dismissed() {
    var breaker = BreakerState.held.makeBreaker()
    _ = breaker.handle(.command(.dismiss), at: at(noon), under: makePolicy())
    _ = breaker.handle(.trip(makeNotice(number: 2), .trip), at: at(noon), under: makePolicy())
    #expect(breaker.hold?.seconds == 900)
  }

  @Test("probation closes at the twentieth write, and only writes after its start count")
  func probationWrites() {
    var breaker = BreakerState.probation.makeBreaker()
    for isDestructive in [false, true] {
      let late = BreakerInput.writeSucceeded(isDestructive: isDestructive, eventTime: noon)
      #expect(breaker.handle(late, at: at(noon + minute), under: makePolicy()) == [.ignored(.probation, late)])
    }
    for count in 1...20 {
      #expect(breaker.state == .probation)
      let input = BreakerInput.writeSucceeded(isDestructive: false, eventTime: noon + Int64(count))
      let actions = breaker.handle(input, at: at(noon + minute), under: makePolicy())
      #expect(describe(actions) == (count == 20 ? "publish restoreLatch removeDenies" : "publish start.probation"))
    }
    #expect(breaker.state == .closed)
    #expect(breaker.enforcers == [EnforcerProgress(name: "aws", status: .removing)])
  }

  @Test("each write gives probation two more hours; silence opens it with the same hold")
  func probationExpires() {
    var breaker = BreakerState.probation.makeBreaker()
    _ = breaker.handle(.writeSucceeded(isDestructive: false, eventTime: noon + 1), at: at(noon + hour), under: makePolicy())
    #expect(describe(breaker.handle(.timerEnded(.probation), at: at(noon + 2 * hour), under: makePolicy())) == "ignored")
    _ = breaker.handle(.timerEnded(.probation), at: at(noon + 3 * hour), under: makePolicy())
    #expect(breaker.state == .open)
    #expect(breaker.hold == Hold(seconds: 900, until: noon + 3 * hour + 900 * second))
  }

  @Test("a destructive write or a new trip on probation opens it with a longer hold")
  func probationBroken() {
    let inputs: [BreakerInput] = [
      .writeSucceeded(isDestructive: true, eventTime: noon + 1), .trip(makeNotice(number: 2, time: noon + 1), .trip),
    ]
    for input in inputs {
      var breaker = BreakerState.probation.makeBreaker()
      _ = breaker.handle(input, at: at(noon + 1), under: makePolicy())
      #expect(breaker.state == .open)
      #expect(breaker.hold?.seconds == 1800)
    }
  }

  @Test("a restoration is recorded at the watermark of the moment")
  func restorationTime() {
    var breaker = BreakerState.open.makeBreaker()
    let actions = breaker.handle(.command(.restore), at: at(noon + hour, watermark: noon + 7 * minute), under: makePolicy())
    #expect(actions.contains(.restoreLatch(eventTime: noon + 7 * minute)))
    #expect(breaker.probation?.sinceEventTime == noon + 7 * minute)
  }

  @Test("time opens nothing: a hold's end is recorded once, and the breaker stays open")
  func holdEnds() {
    var breaker = BreakerState.open.makeBreaker()
    #expect(describe(breaker.handle(.timerEnded(.hold), at: at(noon + 900 * second), under: makePolicy())) == "publish")
    #expect(breaker.state == .open)
    #expect(breaker.hold?.endedAt == noon + 900 * second)
    #expect(describe(breaker.handle(.timerEnded(.hold), at: at(noon + hour), under: makePolicy())) == "ignored")
  }

  @Test("an extension moves a hold's end later, at most 24 hours from now, and never earlier")
  func extend() {
    var breaker = BreakerState.open.makeBreaker()
    #expect(describe(breaker.handle(.command(.extend(until: noon + minute)), at: at(noon), under: makePolicy())) == "ignored")
    _ = breaker.handle(.command(.extend(until: noon + 9 * day)), at: at(noon), under: makePolicy())
    #expect(breaker.hold?.until == noon + day)
  }

  @Test("an exemption needs an end that is still to come and that a record can hold", arguments: [noon, noon - 1, Int64.min, Int64.max])
  func badExemption(until: Int64) {
    for state in BreakerState.allCases {
      var breaker = state.makeBreaker()
      #expect(describe(breaker.handle(.command(.exempt(until: until)), at: at(noon), under: makePolicy())) == "ignored")
    }
  }

  @Test("denies made in enforce mode are withdrawn when people restore in shadow")
  func restoreInShadow() {
    var breaker = BreakerState.open.makeBreaker()
    _ = breaker.handle(.modeChanged(.shadow), at: at(noon), under: makePolicy())
    let actions = breaker.handle(.command(.restore), at: at(noon), under: makePolicy())
    #expect(describe(actions) == "publish restoreLatch removeDenies start.probation")
  }

  @Test("the timers of a breaker that was read from a record are those that were running")
  func timers() {
    let expected: [BreakerState: [BreakerTimer]] = [
      .tripping: [.hold], .open: [.hold], .openUnenforced: [.hold, .reminder], .probation: [.probation], .exempt: [.exemption],
    ]
    for state in BreakerState.allCases {
      #expect(state.makeBreaker().timers(policy: makePolicy()).map(\.timer) == expected[state] ?? [])
    }
  }
}
