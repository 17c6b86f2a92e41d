import ArresterEngine
import Testing

@testable import ArresterBreaker

/// Seeded random inputs against what must hold whatever comes.
@Suite("Breaker: invariants under random inputs")
struct BreakerInvariantTests {
  @Test("revisions, people, denials, holds and records keep their promises", arguments: UInt64(1)...60)
  func enforce(seed: UInt64) throws {
    try run(seed: seed, mode: .enforce)
  }

  @Test("in shadow no enforcer is ever called and every endpoint allows", arguments: UInt64(101)...130)
  func shadow(seed: UInt64) throws {
    try run(seed: seed, mode: .shadow)
  }

  private func run(seed: UInt64, mode: BreakerMode) throws {
    var random = SeededGenerator(seed: seed)
    var breaker = Breaker(key: makeKey(), mode: mode, at: noon)
    var wallTime = noon
    var isPersonBehind = false
    for step in 0..<400 {
      wallTime += Int64.random(in: 0...(4 * hour), using: &random)
      let input = makeInput(&random, wallTime, step)
      let before = breaker
      let actions = breaker.handle(input, at: at(wallTime), under: makePolicy())
      let context: Comment = "seed \(seed), step \(step): \(before.state) \(input) -> \(breaker.state)"

      #expect((breaker != before) == (breaker.revision == before.revision + 1), context)
      #expect(breaker == before || describe(actions).hasPrefix("publish"), context)
      if case .ignored? = actions.first { #expect(breaker == before && actions.count == 1, context) }

      if breaker.state.deniesAllWrites { isPersonBehind = false }
      if case .command = input, breaker != before, !breaker.state.deniesAllWrites { isPersonBehind = true }
      let isLoosened = before.state.deniesDestructiveWrites && [.closed, .probation, .exempt, .held].contains(breaker.state)
      #expect(!isLoosened || isPersonBehind, context)

      if !before.enforcers.isEmpty, breaker.enforcers.isEmpty {
        guard case .enforcerConfirmed = input else { return #expect(Bool(false), "a deny was forgotten: \(context)") }
        #expect(before.desiredDeny == .nothing || mode == .shadow, context)
      }
      checkHold(breaker, context)
      checkDecision(breaker, context)
      if mode == .shadow { #expect(!describe(actions).contains("call"), context) }
      try checkRecord(actions, context)
    }
  }

  private func makeInput(_ random: inout SeededGenerator, _ wallTime: Int64, _ step: Int) -> BreakerInput {
    let dispositions: [TripDisposition] = [
      .trip, .trip, .trip, .cap, .hold, .suppress(.halt, instead: .deny), .suppress(.shadow, instead: .deny),
      .suppress(.protectedPrincipal, instead: .hold),
    ]
    let notice = makeNotice(number: UInt32(step + 1), rule: Rule.allCases.randomElement(using: &random) ?? .ceiling, time: wallTime)
    let inputs: [BreakerInput] = [
      .trip(notice, dispositions.randomElement(using: &random) ?? .trip), .trip(notice, .trip), .latchRestoredItself,
      .enforcerConfirmed(name: "aws"), .enforcerConfirmed(name: "webhook"), .enforcerConfirmed(name: "nobody"),
      .enforcerFailed(name: "aws", permanently: Bool.random(using: &random)), .leak(event: "event-\(step)"),
      .timerEnded(.hold), .timerEnded(.probation), .timerEnded(.exemption), .timerEnded(.reminder),
      .writeSucceeded(isDestructive: Int.random(in: 0..<30, using: &random) == 0, eventTime: wallTime),
      .writeSucceeded(isDestructive: false, eventTime: wallTime), .writeSucceeded(isDestructive: false, eventTime: wallTime),
      .command(.enforce), .command(.dismiss), .command(.restore), .command(.forceOpen), .command(.liftForced),
      .command(.exempt(until: wallTime + Int64.random(in: -hour...day, using: &random))),
      .command(.extend(until: wallTime + Int64.random(in: -hour...(3 * day), using: &random))),
    ]
    return inputs.randomElement(using: &random) ?? .latchRestoredItself
  }

  private func checkHold(_ breaker: Breaker, _ context: Comment) {
    #expect((breaker.hold != nil) == breaker.state.hasHold, context)
    guard let hold = breaker.hold else { return }
    let doublings = min(breaker.holdStep - 1, 10)
    #expect(doublings >= 0 && hold.seconds == min(24 * 3600, 900 << doublings), context)
  }

  private func checkDecision(_ breaker: Breaker, _ context: Comment) {
    var table = DecisionTable()
    table.update(breaker)
    for change in RequestedChange.allCases {
      let decision = table.decide(principal: breaker.key.principal, kind: .agent, platform: .aws, change: change)
      let denying: Set<BreakerState> = [.tripping, .open, .openUnenforced, .capped, .forcedOpen]
      let isDenyingState = denying.contains(breaker.state) || (breaker.state == .probation && change == .destructive)
      let isDenied = breaker.mode == .enforce && change != .read && isDenyingState
      #expect(decision.isAllowed == !isDenied, context)
    }
  }

  private func checkRecord(_ actions: [BreakerAction], _ context: Comment) throws {
    for case .publish(let record) in actions {
      #expect(try BoardRecord(bytes: record.bytes, key: record.key) == record, context)
    }
  }
}
