import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("PrincipalTable and IdleWheel")
struct PrincipalTableTests {
  private let builder = EventFrameBuilder()

  private func frame(_ number: Int, _ platform: Platform = .aws) -> EventFrame {
    var event = ChangeEvent(time: start, identifier: "e", principal: "principal-\(number)", action: "a:b", effect: .modify)
    event.platform = platform
    event.kind = .agent
    return builder.frame(of: event)
  }

  @Test("random inserts, touches and expiries leave what a dictionary leaves")
  func model() {
    for seed in TestSeeds.take(12) {
      var random = SeededRandom(seed: seed)
      let horizon = 1800
      let table = PrincipalTable(limit: 100_000, horizonSeconds: horizon)
      // The minute of the last touch, by platform and number.
      var model: [Platform: [Int: Int]] = [.aws: [:], .gcp: [:]]
      var now = 1_000_000
      for _ in 0..<3000 {
        let platform: Platform = random.chance(70) ? .aws : .gcp
        now += random.chance(3) ? random.number(0...4000) : random.number(0...20)
        let oldest = now - horizon
        table.expire(platform, before: Int64(oldest))
        model[platform] = model[platform]!.filter { $0.value >= oldest / 60 }
        let number = random.number(0...400)
        let index = table.find(frame(number, platform))
        #expect((index != nil) == (model[platform]![number] != nil), "ARRESTER_TEST_SEED=\(seed)")
        let second = now - (random.chance(30) ? random.number(0...horizon) : 0)
        let place = index ?? table.insert(frame(number, platform)) { _ in false }!
        table.touch(place, second: Int64(second))
        model[platform]![number] = max(model[platform]![number] ?? 0, second / 60)
      }
      #expect(table.count == model.values.reduce(0) { $0 + $1.count }, "ARRESTER_TEST_SEED=\(seed)")
      for (platform, minutes) in model {
        for number in 0...400 { #expect((table.find(frame(number, platform)) != nil) == (minutes[number] != nil)) }
      }
      var visited: Set<String> = []
      let visit = { (record: UnsafeMutablePointer<PrincipalRecord>) in
        _ = visited.insert("\(record.pointee.platform) \(record.pointee.name.text)")
      }
      table.visit(visit)
      #expect(visited.count == table.count)
    }
  }

  @Test("everything that a principal held is given back when it is forgotten")
  func release() {
    let table = PrincipalTable(limit: 1000, horizonSeconds: 600)
    for number in 0..<500 {
      let index = table.insert(frame(number)) { _ in false }!
      table.touch(index, second: 6000)
      table.slab[index].pointee.creations.append(Creation(alias: 1, time: 2), table.pool)
    }
    #expect(table.pool.usedBytes > 0 && table.count == 500)
    table.expire(.aws, before: 6061)
    #expect(table.pool.usedBytes == 0 && table.count == 0 && table.evictedAtLimit == 0)
  }

  @Test("at the limit the longest idle goes first; where nobody may go the newcomer is not tracked")
  func limit() {
    let table = PrincipalTable(limit: 3, horizonSeconds: 3600)
    for (number, second) in [(0, 6000), (1, 6060), (2, 6120)] {
      table.touch(table.insert(frame(number)) { _ in true }!, second: Int64(second))
    }
    // Touched again, the first is no longer the longest idle.
    table.touch(table.find(frame(0))!, second: 6240)
    table.touch(table.insert(frame(3)) { _ in true }!, second: 6240)
    #expect(table.find(frame(1)) == nil && table.find(frame(0)) != nil && table.find(frame(2)) != nil)
    #expect(table.evictedAtLimit == 1 && table.count == 3)
    let protected = table.find(frame(2))!
    table.touch(table.insert(frame(4)) { $0 != protected }!, second: 6240)
    #expect(table.find(frame(2)) != nil && table.evictedAtLimit == 2)
    #expect(table.insert(frame(5)) { _ in false } == nil)
    #expect(table.untracked == 1 && table.count == 3)
  }

  @Test("the longest idle is found across platforms")
  func acrossPlatforms() {
    let table = PrincipalTable(limit: 2, horizonSeconds: 3600)
    table.touch(table.insert(frame(0, .aws)) { _ in true }!, second: 7200)
    table.touch(table.insert(frame(1, .gcp)) { _ in true }!, second: 6000)
    table.touch(table.insert(frame(2, .aws)) { _ in true }!, second: 7260)
    #expect(table.find(frame(1, .gcp)) == nil && table.find(frame(0, .aws)) != nil)
  }
}
