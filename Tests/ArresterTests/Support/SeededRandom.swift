import Foundation

/// SplitMix64 (Steele, Lea, Flood, 2014): the same numbers for the same seed on every machine.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// True in `percent` of a hundred.
  mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// Seeds of the random tests.
enum TestSeeds {
  /// `ARRESTER_TEST_SEED` repeats one seed alone: the one that a failure printed.
  static let fixed = ProcessInfo.processInfo.environment["ARRESTER_TEST_SEED"].flatMap { UInt64($0) }

  static func take(_ count: Int) -> [UInt64] { fixed.map { [$0] } ?? (0..<UInt64(count)).map { 1000 + $0 } }
}
