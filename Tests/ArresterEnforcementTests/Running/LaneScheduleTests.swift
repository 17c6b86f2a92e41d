import ArresterBreaker
import Testing

@testable import ArresterEnforcement

@Suite("The schedule of an enforcer")
struct LaneScheduleTests {
  private func makeSchedule(_ change: (inout EnforcementSettings) -> Void = { _ in }) -> LaneSchedule {
    var settings = EnforcementSettings()
    change(&settings)
    return LaneSchedule(enforcer: "memory", readsBack: true, settings: settings)
  }

  private func end(_ schedule: inout LaneSchedule, _ run: LaneRun, _ ending: AttemptResult.Ending, at now: Int64) -> [EnforcementOutcome] {
    let outcomes = schedule.finish(run, AttemptResult(ending: ending), isHalted: false, at: now, chance: 0.5)
    schedule.release(run, isStraggling: false)
    return outcomes
  }

  private let confirmation = AttemptResult.Ending.confirmed(
    EnforcementReceipt(plannedAt: 0, appliedAt: 0, verifiedAt: 0, detail: ""))

  @Test("starts orders as they came, as many as it has places")
  func places() {
    var schedule = makeSchedule { $0.concurrentOrders = 2 }
    for number in 1...5 { schedule.submit(makeOrder(makeKey("agent-\(number)")), at: Int64(number)) }
    let started = schedule.start(at: 10)
    #expect(started.map(\.order.key) == [makeKey("agent-1"), makeKey("agent-2")])
    #expect(schedule.start(at: 10).isEmpty)
    _ = end(&schedule, started[1], confirmation, at: 11)
    #expect(schedule.start(at: 11).map(\.order.key) == [makeKey("agent-3")])
  }

  @Test("keeps places for new orders while a thousand standing ones are to be read back")
  func routine() {
    var schedule = makeSchedule { $0.concurrentOrders = 4 }
    for number in 0..<1000 { schedule.submit(makeOrder(makeKey("agent-\(number)")), at: 0) }
    var left = 1000
    while left > 0 {
      for run in schedule.start(at: 0) {
        _ = end(&schedule, run, confirmation, at: 0)
        left -= 1
      }
    }
    let readBacks = schedule.start(at: 60 * second)
    #expect(readBacks.count == 2)
    schedule.submit(makeOrder(makeKey("new")), at: 60 * second)
    #expect(schedule.start(at: 60 * second).map(\.order.key) == [makeKey("new")])
  }

  @Test("wakes for what is meant and not for what was overtaken")
  func nextTime() {
    var schedule = makeSchedule()
    #expect(schedule.nextTime() == nil)
    schedule.submit(makeOrder(), at: 0)
    #expect(schedule.nextTime() == 0)
    let run = schedule.start(at: 0)[0]
    // Only the report that it does not hold.
    #expect(schedule.nextTime() == 300 * second)
    _ = end(&schedule, run, confirmation, at: 0)
    #expect(schedule.nextTime() == 60 * second)
    schedule.forget(makeKey())
    #expect(schedule.nextTime() == nil)
  }

  @Test("keeps its queues within a multiple of its orders, however often one is replaced")
  func boundedQueues() {
    var queue = DueQueue()
    var schedule = makeSchedule { $0.concurrentOrders = 1 }
    schedule.submit(makeOrder(makeKey("blocker")), at: 0)
    _ = schedule.start(at: 0)
    for revision in 1...10_000 as ClosedRange<UInt64> { schedule.submit(makeOrder(makeKey(), revision: revision), at: Int64(revision)) }
    #expect(schedule.queuedItems < 500)
    #expect(schedule.nextTime() != nil)
    // A heap hands out in order, whatever was put in.
    var generator = SeededDice(seed: 7)
    for ticket in 0..<1000 as Range<UInt64> {
      queue.insert(DueQueue.Item(time: Int64.random(in: 0..<50, using: &generator), ticket: ticket, key: makeKey()))
    }
    var handedOut: [(Int64, UInt64)] = []
    while let item = queue.removeFirst() { handedOut.append((item.time, item.ticket)) }
    #expect(handedOut.count == 1000)
    #expect(zip(handedOut, handedOut.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("backs off up to twice as long each time, up to the longest, and jitters down to nothing")
  func pauses() {
    var settings = EnforcementSettings()
    settings.firstBackoffMilliseconds = 1000
    settings.maximumBackoffSeconds = 10
    let pauses = Pauses(settings: settings)
    let longest = (1...6).map { pauses.backoff(failures: $0, chance: 1, retryAfterNanoseconds: nil) / second }
    #expect(longest == [1, 2, 4, 8, 10, 10])
    #expect(pauses.backoff(failures: 1_000_000, chance: 1, retryAfterNanoseconds: nil) == 10 * second)
    #expect(pauses.backoff(failures: 3, chance: 0, retryAfterNanoseconds: nil) == 0)
    #expect(pauses.backoff(failures: 1, chance: 0.5, retryAfterNanoseconds: -5) == second / 2)
    #expect(pauses.backoff(failures: 1, chance: 1, retryAfterNanoseconds: .max) == 300 * second)
    #expect(pauses.reconcile(chance: 0) == 54 * second)
    #expect(pauses.reconcile(chance: 1) == 66 * second)
  }

  @Test("names every setting that makes no sense, and finds none in the defaults")
  func settings() {
    #expect(EnforcementSettings().validate().isEmpty)
    var settings = EnforcementSettings()
    settings.stepSeconds = 0
    settings.concurrentOrders = -1
    settings.giveUpSeconds = .max
    #expect(settings.validate().map(\.path) == ["stepSeconds", "concurrentOrders", "giveUpSeconds"])
    #expect(settings.validate()[0].description == "stepSeconds: is 0; it must be 1 to 3600")
  }
}
