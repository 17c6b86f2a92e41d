import ArresterEvents
import Testing

@testable import ArresterTuning

@Suite("What a trip's story begins with")
struct RecentChangesTests {
  private func change(_ time: Int64, _ destroyed: [UInt64] = [], unnamed: Int = 0, planned: Bool = false) -> ComingChange {
    let effect = destroyed.isEmpty && unnamed == 0 ? Effect.modify : .delete
    return ComingChange(
      change: StoryChange(time: time, region: 0, effect: effect, isFailed: false, isPlanned: planned), destroyed: destroyed,
      unnamed: unnamed)
  }

  private func recent(_ changes: [ComingChange], most: Int = 100, mostDestroyed: Int = 100) -> RecentChanges {
    var recent = RecentChanges()
    for change in changes { recent.append(change, longest: 100, most: most, mostDestroyed: mostDestroyed) }
    return recent
  }

  @Test("changes come in order of time, and older ones than asked for are left out")
  func order() {
    var recent = recent([change(50), change(10), change(90)])
    let beginning = recent.take(from: 20, planned: false)
    #expect(beginning.changes.map(\.time) == [50, 90] && beginning.lost == 0)
    #expect(recent.count == 0)
  }

  @Test("a resource destroyed twice is counted once, with the first change that did")
  func once() {
    var recent = recent([change(10, [1, 2]), change(20, [2, 3]), change(30, [], unnamed: 4)])
    let beginning = recent.take(from: 0, planned: false)
    #expect(beginning.changes.map(\.destroyed) == [2, 1, 4])
    #expect(beginning.destroyed == [1, 2, 3] && beginning.unnamed == 4)
  }

  @Test("what is planned and what is not are told apart")
  func planned() {
    let changes = [change(10, [1]), change(20, [2, 3], planned: true)]
    var (first, second) = (recent(changes), recent(changes))
    #expect(first.take(from: 0, planned: true).destroyed == [2, 3])
    #expect(second.take(from: 0, planned: false).destroyed == [1])
  }

  @Test("where there is no room the oldest go; what they destroyed stays, and their number is known")
  func bounded() {
    var recent = recent((0..<40).map { change(Int64($0), [UInt64($0)]) }, most: 8)
    #expect(recent.count <= 8 + 40)
    let beginning = recent.take(from: 0, planned: false)
    #expect(beginning.changes.count <= 8 && beginning.changes.count + beginning.lost == 40)
    #expect(beginning.destroyed.count == 40)
  }

  @Test("what was destroyed is bounded too")
  func boundedDestroyed() {
    let recent = recent((0..<400).map { change(Int64($0 / 10), [UInt64($0)]) }, most: 8, mostDestroyed: 16)
    #expect(recent.count <= 8 + 17)
  }

  @Test("over a long time memory stays that of the longest window")
  func old() {
    let recent = recent((0..<5000).map { change(Int64($0) * 10, [UInt64($0)]) }, most: 1000, mostDestroyed: 1000)
    #expect(recent.count < 80)
  }
}
