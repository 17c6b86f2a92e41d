import Testing

@testable import ArresterBench

@Suite("when requests go out")
struct RequestPaceTests {
  @Test("a schedule lets out what is due, and nothing after its last")
  func schedule() {
    let pace = RequestPace.scheduled(OpenLoopSchedule(ratePerSecond: 1000), count: 10)
    #expect(pace.allowed(elapsed: 0, sent: 0) == 1)
    #expect(pace.allowed(elapsed: 4_500_000, sent: 0) == 5)
    #expect(pace.allowed(elapsed: 60_000_000_000, sent: 0) == 10)
    #expect(pace.due(9) == 9_000_000)
    #expect(pace.due(10) == nil)
    #expect(!pace.isOver(elapsed: 60_000_000_000, sent: 9))
    #expect(pace.isOver(elapsed: 0, sent: 10))
  }

  @Test("without a schedule a request is due when it goes out, until the time is over")
  func free() {
    let pace = RequestPace.whenFreeFor(nanoseconds: 1000)
    #expect(pace.allowed(elapsed: 999, sent: 7) > 7)
    #expect(pace.allowed(elapsed: 1000, sent: 7) == 7)
    #expect(pace.isOver(elapsed: 1000, sent: 0))
    #expect(pace.due(0) == nil)
    #expect(RequestPace.whenFree(count: 3).allowed(elapsed: 0, sent: 0) == 3)
    #expect(RequestPace.whenFree(count: 3).isOver(elapsed: 0, sent: 3))
  }
}
