import ArresterBreaker
import Testing

@testable import ArresterEnforcement

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for a seed on every machine.
struct SeededDice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Random orders, failures, hangs, drifts, halts and people against a schedule; what must hold always, and what in the end.
private struct LaneStorm {
  var schedule: LaneSchedule
  var dice: SeededDice
  var now: Int64 = 0
  var isHalted = false
  var runs: [LaneRun] = []
  var stragglers: [LaneRun] = []
  /// What was ordered last, and what is in force, for each key.
  var wanted: [BreakerKey: DenyOrder] = [:]
  var live: [BreakerKey: DenyOrder.Extent] = [:]
  var confirmed: [BreakerKey: DenyOrder] = [:]
  var breaches: [String] = []

  init(seed: UInt64) {
    var settings = EnforcementSettings()
    settings.concurrentOrders = 3
    settings.maximumStragglers = 2
    schedule = LaneSchedule(enforcer: "memory", readsBack: true, settings: settings)
    dice = SeededDice(seed: seed)
  }

  mutating func step() {
    switch Int.random(in: 0..<20, using: &dice) {
    case 0..<6: order()
    case 6: isHalted = true
    case 7: resume()
    case 8: _ = schedule.retry(randomKey(), at: now)
    case 9: live[randomKey()] = nil
    case 10: forget()
    case 11: returnStraggler()
    case 12..<15: now += Int64.random(in: 0..<90, using: &dice) * second
    default: endRun(isSound: false)
    }
    proceed()
  }

  /// Everything works from now on: in the end every order must hold.
  mutating func settle() {
    while !stragglers.isEmpty { returnStraggler() }
    resume()
    // Past every reconciliation, so that what drifted unseen is seen.
    now += 70 * second
    for key in wanted.keys { _ = schedule.retry(key, at: now) }
    for _ in 0..<5000 {
      proceed()
      if runs.isEmpty, schedule.load.standing == schedule.load.orders { return }
      if !runs.isEmpty {
        endRun(isSound: true)
      } else if let time = schedule.nextTime(), now < 4_000_000 * second {
        now = max(now, time)
      }
    }
  }

  private mutating func proceed() {
    _ = schedule.giveUp(at: now)
    for run in schedule.start(at: now) {
      if (runs + stragglers).contains(where: { $0.order.key == run.order.key }) { breaches.append("two tries of one key") }
      if wanted[run.order.key] != run.order { breaches.append("a try of an order that was replaced") }
      runs.append(run)
    }
    if runs.count > 3 { breaches.append("more tries than places") }
    if runs.count(where: \.isRoutine) > 1 { breaches.append("more routine than its share") }
    if stragglers.count > 2 + 2 { breaches.append("more stragglers than their limit and the places") }
  }

  private mutating func order() {
    let key = randomKey()
    let extent = DenyOrder.Extent.allCases.randomElement(using: &dice)!
    let next = makeOrder(key, extent, revision: (wanted[key]?.revision ?? 0) + 1)
    wanted[key] = next
    schedule.submit(next, at: now)
  }

  private mutating func resume() {
    isHalted = false
    schedule.resume(at: now)
  }

  private mutating func forget() {
    let key = randomKey()
    // A call under way may still land, for whoever owns the key by then.
    guard !(runs + stragglers).contains(where: { $0.order.key == key }) else { return }
    schedule.forget(key)
    // The next owner's revisions go on from there.
    if let known = wanted[key] { wanted[key] = makeOrder(key, .nothing, revision: known.revision) }
    live[key] = nil
  }

  private mutating func returnStraggler() {
    guard let run = stragglers.popLast() else { return }
    schedule.stragglerReturned(run.order.key)
  }

  private mutating func endRun(isSound: Bool) {
    guard let index = runs.indices.randomElement(using: &dice) else { return }
    let run = runs.remove(at: index)
    let ending = isSound ? work(run) : misbehave(run)
    let isCurrent = schedule.entries[run.order.key]?.submission == run.submission
    let outcomes = schedule.finish(run, AttemptResult(ending: ending), isHalted: isHalted, at: now, chance: 0.5)
    for outcome in outcomes where outcome.word == "confirmed" || outcome.word == "removed" {
      if !isCurrent { breaches.append("an order that was replaced is confirmed") }
      confirmed[run.order.key] = run.order
    }
    let isStraggling = !isSound && Int.random(in: 0..<8, using: &dice) == 0
    if isStraggling { stragglers.append(run) }
    schedule.release(run, isStraggling: isStraggling)
  }

  private mutating func misbehave(_ run: LaneRun) -> AttemptResult.Ending {
    switch Int.random(in: 0..<6, using: &dice) {
    case 0: .failed(EnforcementError(.transient, "throttled"))
    case 1: .failed(EnforcementError(.permanent, "denied"))
    case 2: .failed(EnforcementError(.conflict, "changed by others"))
    default: work(run)
    }
  }

  private mutating func work(_ run: LaneRun) -> AttemptResult.Ending {
    let isThere = (live[run.order.key] ?? .nothing) == run.order.extent
    if run.kind == .reconcile { return isThere ? .reconciled : .drifted(detail: "") }
    if isHalted && !run.isLoosening && !isThere { return .halted }
    live[run.order.key] = run.order.extent
    return .confirmed(EnforcementReceipt(plannedAt: now, appliedAt: now, verifiedAt: now, detail: ""))
  }

  private mutating func randomKey() -> BreakerKey { makeKey("agent-\(Int.random(in: 0..<8, using: &dice))") }
}

@Suite("Random orders and failures")
struct LaneModelTests {
  @Test("never overlap on a key, stay within their places, and end with the newest order of each key in force", arguments: 1...10)
  func storm(seed: Int) {
    var storm = LaneStorm(seed: UInt64(seed))
    for _ in 0..<400 { storm.step() }
    storm.settle()
    #expect(storm.breaches.isEmpty, "seed \(seed)")
    for (key, order) in storm.wanted {
      #expect((storm.live[key] ?? .nothing) == order.extent, "seed \(seed), \(key.principal), revision \(order.revision)")
    }
    #expect(storm.schedule.load.pending == 0, "seed \(seed)")
    #expect(storm.schedule.load.running == 0, "seed \(seed)")
  }
}
