import ArresterBase
import Glibc
import Testing

@testable import ArresterBench

@Suite("the open-loop schedule")
struct OpenLoopTests {
  @Test("no error adds up, however long the run", arguments: [1, 3, 7, 999, 20_000, 333_333])
  func exact(rate: Int) {
    let schedule = OpenLoopSchedule(ratePerSecond: rate)
    #expect(schedule.due(0) == 0)
    #expect(schedule.due(rate) == 1_000_000_000)
    #expect(schedule.due(rate * 100_000) == 100_000_000_000_000)
    #expect(schedule.due(rate * 100_000 - 1) < schedule.due(rate * 100_000))
  }

  @Test("an event counts as due from its time on, and not before", arguments: [1, 3, 7, 999, 20_000, 333_333])
  func dueCount(rate: Int) {
    let schedule = OpenLoopSchedule(ratePerSecond: rate)
    for index in [0, 1, 2, rate - 1, rate, rate + 1, 5 * rate + 3] {
      #expect(schedule.dueCount(schedule.due(index)) == index + 1)
      #expect(schedule.dueCount(schedule.due(index) - 1) == index)
    }
    #expect(schedule.dueCount(-1) == 0)
  }

  @Test("a stall shows in the latencies of all the events that it held up")
  func stall() {
    let schedule = OpenLoopSchedule(ratePerSecond: 1000)
    var curve = CompletionCurve(schedule, firstMeasured: 0)
    // Each event is done at once, but for half a second in which nothing is.
    for millisecond in 0..<1000 {
      let isStalled = (200..<700).contains(millisecond)
      if !isStalled { curve.note(total: millisecond + 1, elapsed: Int64(millisecond) * 1_000_000) }
    }
    #expect(curve.histogram.count == 1000)
    // Half of the events were due during the stall; the mean wait of those is 250 ms.
    #expect(curve.histogram.max >= 499_000_000)
    #expect(curve.histogram.percentile(50) <= 2_000_000)
    #expect((235_000_000...265_000_000).contains(curve.histogram.percentile(75)))
    #expect((120_000_000...130_000_000).contains(Int64(curve.histogram.mean)))
  }

  @Test("what was sent to warm up is not measured")
  func warmUp() {
    var curve = CompletionCurve(OpenLoopSchedule(ratePerSecond: 1000), firstMeasured: 500)
    curve.note(total: 500, elapsed: 10_000_000_000)
    #expect(curve.histogram.count == 0)
    curve.note(total: 600, elapsed: 600_000_000)
    #expect(curve.histogram.count == 100)
    #expect(curve.histogram.max <= 101_000_000)
  }

  @Test("a sender that blocks is caught up with at once: the schedule does not wait for it")
  func blocked() {
    let start = SystemClock.monotonic()
    let loop = OpenLoop(schedule: OpenLoopSchedule(ratePerSecond: 1000), count: 100, start: start)
    var sent: [Int] = []
    var late = 0
    let count = loop.run(
      send: { index in
        if index == 10 { usleep(60_000) }
        sent.append(index)
        if SystemClock.monotonic() - start > loop.schedule.due(index) + 20_000_000 { late += 1 }
      }, serve: {}, shouldStop: { false })
    #expect(count == 100)
    #expect(sent == Array(0..<100))
    // Events 10 to 49 at least were due 20 ms or more before the sender came back.
    #expect(late >= 40)
  }

  @Test("it stops between events when it is told to")
  func stopped() {
    var sent = 0
    let loop = OpenLoop(schedule: OpenLoopSchedule(ratePerSecond: 100_000), count: 1_000_000, start: SystemClock.monotonic())
    let count = loop.run(send: { _ in sent += 1 }, serve: {}, shouldStop: { sent >= 300 })
    #expect(count == sent)
    #expect((300..<1000).contains(count))
  }
}
