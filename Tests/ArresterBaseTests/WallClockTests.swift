import Testing

@testable import ArresterBase

@Suite("Clocks")
struct WallClockTests {
  @Test("the system's clock stands after this was written, in nanoseconds")
  func system() throws {
    let written = try #require(Timestamp.parse("2024-01-01T00:00:00Z"))
    #expect(SystemClock().now() > written)
    #expect(Timestamp.parse(Timestamp.format(SystemClock().now())) != nil)
  }

  @Test("the clock for durations never runs backwards")
  func monotonic() {
    var last = SystemClock.monotonic()
    for _ in 0..<1000 {
      let now = SystemClock.monotonic()
      #expect(now >= last)
      last = now
    }
  }
}
