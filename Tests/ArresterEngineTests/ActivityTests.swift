import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("What a principal did over time")
struct ActivityTests {
  @Test("is kept by second and region, in order of time, whatever the order in which it is told")
  func order() {
    var activity: [Activity] = []
    for (second, region) in [(5, "b"), (3, "a"), (5, "a"), (4, ""), (5, "b"), (9, "a"), (3, "a")] {
      activity.note(second, region) { $0.changes += 1 }
    }
    #expect(activity.map(\.second) == [3, 4, 5, 5, 9])
    #expect(activity.map(\.region) == ["a", "", "b", "a", "a"])
    #expect(activity.map(\.changes) == [2, 1, 2, 1, 1])
  }
}
