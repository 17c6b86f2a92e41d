/// Many globs against one text. Most fail at once: each asks for a few pairs of neighbouring bytes that the text may not have.
///
/// - Complexity: O(text) where the text has no glob's rarest pair, as nearly all have none; else O(text) to note its pairs and a few bit
///   tests for each glob. No allocation.
final class GlobList: Sendable {
  private let globs: [Glob]
  /// Of each glob the bits of four byte pairs that every match has, 16 bits each; unused ones repeat the first. All ones where it has none.
  private let pairs: [UInt64]
  /// Of each glob the pair that fewest others have. A text without any of them matches nothing.
  private let rarestPairs: [UInt64]
  /// Some glob is nothing but wildcards and single bytes.
  private let hasUnfiltered: Bool

  init(_ globs: [Glob]) {
    self.globs = globs
    pairs = globs.map { GlobList.pairs($0.literals) }
    rarestPairs = GlobList.rarestPairs(globs)
    hasUnfiltered = pairs.contains(GlobList.noPairs)
  }

  private static let noPairs = UInt64.max

  var isEmpty: Bool { globs.isEmpty }

  /// The index of the first glob that matches.
  func firstMatch(_ text: UnsafeRawBufferPointer) -> Int? { firstMatch(text) { _ in true } }

  /// The index of the first glob that matches, of those that are `eligible`.
  func firstMatch(_ text: UnsafeRawBufferPointer, _ eligible: (Int) -> Bool) -> Int? {
    guard hasUnfiltered || rarestPairs.withUnsafeBufferPointer({ PairBits.meet($0, text) }) else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: PairBits.wordCount) { present in
      present.initialize(repeating: 0)
      PairBits.note(text, present)
      return pairs.withUnsafeBufferPointer { pairs in
        for index in pairs.indices where pairs[index] == GlobList.noPairs || PairBits.contain(present, pairs[index]) {
          if eligible(index), globs[index].matches(text) { return index }
        }
        return nil
      }
    }
  }

  private static func rarestPairs(_ globs: [Glob]) -> [UInt64] {
    let pairs = globs.map { glob in
      Set(glob.literals.flatMap { literal in literal.indices.dropLast().map { PairBits.bit(literal[$0], literal[$0 + 1]) } })
    }
    var frequency: [UInt16: Int] = [:]
    for bit in pairs.joined() { frequency[bit, default: 0] += 1 }
    var rarest = [UInt64](repeating: 0, count: PairBits.wordCount)
    for bits in pairs {
      if let bit = bits.min(by: { (frequency[$0]!, $0) < (frequency[$1]!, $1) }) { rarest[Int(bit >> 6)] |= 1 << UInt64(bit & 63) }
    }
    return rarest
  }

  /// Four pairs spread over the literals, the last ones first: patterns differ at their ends.
  private static func pairs(_ literals: [[UInt8]]) -> UInt64 {
    var found: [UInt16] = []
    for literal in literals.reversed() {
      for index in stride(from: literal.count - 2, through: 0, by: -2) { found.append(PairBits.bit(literal[index], literal[index + 1])) }
    }
    guard let first = found.last else { return noPairs }
    return (0..<4).reduce(0) { $0 << 16 | UInt64($1 < found.count ? found[$1] : first) }
  }
}

/// Which pairs of neighbouring bytes a text has, by a hash of eleven bits: a set in memory of its owner's, so that nobody copies it to look.
private enum PairBits {
  static let wordCount = 32

  /// Whether the text has one of the pairs in `words`.
  static func meet(_ words: UnsafeBufferPointer<UInt64>, _ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count > 1, let base = text.baseAddress else { return false }
    var before = Glob.lower(base.load(as: UInt8.self))
    for index in 1..<text.count {
      let byte = Glob.lower(base.load(fromByteOffset: index, as: UInt8.self))
      let bit = PairBits.bit(before, byte)
      if words[Int(bit >> 6)] >> UInt64(bit & 63) & 1 == 1 { return true }
      before = byte
    }
    return false
  }

  static func note(_ text: UnsafeRawBufferPointer, _ words: UnsafeMutableBufferPointer<UInt64>) {
    guard text.count > 1 else { return }
    for index in 0..<text.count - 1 {
      let bit = PairBits.bit(Glob.lower(text[index]), Glob.lower(text[index + 1]))
      words[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
    }
  }

  /// - Parameter pairs: four bits of pairs, 16 bits each.
  @inline(__always)
  static func contain(_ words: UnsafeMutableBufferPointer<UInt64>, _ pairs: UInt64) -> Bool {
    var rest = pairs
    for _ in 0..<4 {
      if words[Int(rest >> 6 & 0x3FF)] >> (rest & 63) & 1 == 0 { return false }
      rest >>= 16
    }
    return true
  }

  static func bit(_ first: UInt8, _ second: UInt8) -> UInt16 {
    (UInt16(first) &* 61 &+ UInt16(second) &* 7) & 2047
  }
}
