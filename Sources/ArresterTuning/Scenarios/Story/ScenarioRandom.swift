/// Seeded random numbers (Steele, Lea, Flood: SplitMix64). Each scenario has its own stream: another scenario more changes none.
struct ScenarioRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// - Parameter name: the scenario's, mixed in by FNV-1a (Fowler, Noll, Vo), which is the same on every machine.
  init(seed: UInt64, name: String) {
    state = name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } ^ (seed &* 0x9e37_79b9_7f4a_7c15)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }

  mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// True for that share of the draws.
  mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }

  /// - Precondition: there is one.
  mutating func pick<Value>(_ values: [Value]) -> Value { values[integer(0...values.count - 1)] }
}

/// Names as AWS makes them.
extension ScenarioRandom {
  mutating func text(_ alphabet: StaticString, _ count: Int) -> String {
    let last = alphabet.utf8CodeUnitCount - 1
    return String(decoding: (0..<count).map { _ in alphabet.utf8Start[integer(0...last)] }, as: UTF8.self)
  }

  mutating func hexadecimal(_ digits: Int) -> String { text("0123456789abcdef", digits) }

  /// What keys and unique identifiers of IAM are made of.
  mutating func capitals(_ count: Int) -> String { text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", count) }

  /// An access key's identifier that says what it is: nothing that looks for leaked keys takes it for one.
  mutating func accessKey(_ prefix: String) -> String { "\(prefix)\(capitals(9))EXAMPLE" }

  /// `vol-0…` and its like: 17 digits, the first a zero.
  mutating func identifier(_ prefix: String) -> String { "\(prefix)-0\(hexadecimal(16))" }

  /// A random UUID (RFC 9562, version 4).
  mutating func uuid() -> String {
    "\(hexadecimal(8))-\(hexadecimal(4))-4\(hexadecimal(3))-\(text("89ab", 1))\(hexadecimal(3))-\(hexadecimal(12))"
  }
}
