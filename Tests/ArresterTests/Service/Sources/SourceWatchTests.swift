import ArresterBase
import ArresterConfiguration
import Testing

@testable import Arrester

@Suite("the silence of sources")
struct SourceWatchTests {
  private static let minute = 60 * Timestamp.nanosecondsPerSecond

  private func check(_ watch: inout SourceWatch, minute: Int64, watched: Bool = true) -> [SourceWatch.Change] {
    watch.check(at: minute * SourceWatchTests.minute) { _ in watched }
  }

  @Test("a topic that is silent for longer than it may be is told once, and once more when it speaks again")
  func silent() {
    var watch = SourceWatch(["a": 15 * SourceWatchTests.minute, "b": 60 * SourceWatchTests.minute], startedAt: 0)
    #expect(check(&watch, minute: 15).isEmpty)
    let silence = 16 * SourceWatchTests.minute
    #expect(check(&watch, minute: 16) == [SourceWatch.Change(topic: "a", isBlind: true, silence: silence)])
    #expect(check(&watch, minute: 17).isEmpty && watch.states.map(\.isBlind) == [true, false])
    watch.see("a", at: 18 * SourceWatchTests.minute)
    #expect(check(&watch, minute: 18).map(\.isBlind) == [false])
    watch.see("c", at: 18 * SourceWatchTests.minute)
    #expect(watch.states.map(\.topic) == ["a", "b"])
  }

  @Test("the silence of a topic that another member reads is none, and begins when it comes here")
  func notWatched() {
    var watch = SourceWatch(["a": 15 * SourceWatchTests.minute], startedAt: 0)
    #expect(check(&watch, minute: 1, watched: false).isEmpty)
    #expect(check(&watch, minute: 100, watched: false).isEmpty)
    #expect(check(&watch, minute: 115).isEmpty && check(&watch, minute: 130).isEmpty)
    #expect(check(&watch, minute: 131).map(\.isBlind) == [true])
  }

  @Test("partitions that go and come back in a rebalance do not end a silence")
  func rebalanced() {
    var watch = SourceWatch(["a": 15 * SourceWatchTests.minute], startedAt: 0)
    #expect(check(&watch, minute: 16).map(\.isBlind) == [true])
    #expect(check(&watch, minute: 17, watched: false).isEmpty && check(&watch, minute: 18).isEmpty)
    #expect(watch.states.map(\.isBlind) == [true])
  }

  @Test("a clock that was set back begins it anew")
  func clock() {
    var watch = SourceWatch(["a": 15 * SourceWatchTests.minute], startedAt: 1000 * SourceWatchTests.minute)
    #expect(check(&watch, minute: 10).isEmpty && check(&watch, minute: 25).isEmpty)
    #expect(check(&watch, minute: 26).map(\.isBlind) == [true])
  }
}
