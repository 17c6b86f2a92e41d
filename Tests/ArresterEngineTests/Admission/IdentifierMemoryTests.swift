import Testing

@testable import ArresterEngine

@Suite("IdentifierMemory")
struct IdentifierMemoryTests {
  @Test("random identifiers are answered as a dictionary answers, for as long as they could still be accepted")
  func model() {
    struct Known: Hashable {
      var identifier: UInt64
      var content: UInt64
      var second: UInt32
    }
    for seed in TestSeeds.take(5) {
      var random = SeededRandom(seed: seed)
      let memory = IdentifierMemory(limit: 1_000_000)
      var known: Set<Known> = []
      var now = 10_000
      for step in 0..<12_000 {
        now += random.chance(5) ? random.number(0...40) : 0
        let oldest = now - 100
        let second = UInt32(random.number(oldest...now))
        // Low bits alike, so that they contend for the same slots; content differs in its high half, which is kept.
        let note = Known(
          identifier: UInt64(random.number(0...400)) << 20 | UInt64(random.number(0...3)), content: UInt64(random.number(1...3)) << 32,
          second: second)
        let live = known.filter { $0.identifier == note.identifier && Int($0.second) >= oldest }
        let expected: IdentifierMemory.Answer = live.contains(note) ? .duplicate : live.isEmpty ? .new : .reused
        let answer = memory.note(
          identifier: note.identifier, content: note.content, second: second, oldestSecond: Int64(oldest))
        #expect(answer == expected, "ARRESTER_TEST_SEED=\(seed) step \(step)")
        if answer != expected { return }
        known.insert(note)
        if step % 500 == 0 { known = known.filter { Int($0.second) >= oldest } }
      }
    }
  }

  @Test("at its limit the older half is forgotten, and counted; the newer is still known")
  func bounded() {
    let memory = IdentifierMemory(limit: 1024)
    let count = 40_000
    for number in 0..<count {
      let identifier = UInt64(number) &* 0x9e37_79b9_7f4a_7c15
      #expect(memory.note(identifier: identifier, content: 1 << 32, second: UInt32(1000 + number), oldestSecond: 0) == .new)
    }
    #expect(memory.forgottenAtLimit > count / 2)
    // Less than four limits are kept before the table is gone through again.
    #expect(memory.forgottenAtLimit >= count - 4 * 1024)
    let last = UInt64(count - 1) &* 0x9e37_79b9_7f4a_7c15
    #expect(memory.note(identifier: last, content: 1 << 32, second: UInt32(1000 + count - 1), oldestSecond: 0) == .duplicate)
    #expect(memory.note(identifier: 0, content: 1 << 32, second: 1000, oldestSecond: 0) == .new, "the first was forgotten")
  }

  @Test("what is too old to come again is dropped without being counted as forgotten")
  func aged() {
    let memory = IdentifierMemory(limit: 1024)
    for number in 0..<100_000 {
      let identifier = UInt64(number) &* 0x9e37_79b9_7f4a_7c15
      _ = memory.note(identifier: identifier, content: 1 << 32, second: UInt32(1000 + number), oldestSecond: Int64(900 + number))
    }
    #expect(memory.forgottenAtLimit == 0)
  }
}
