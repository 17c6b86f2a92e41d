/// Many globs against one text. Most fail at once: each asks for a few pairs of neighbouring bytes that the text may not have.
///
/// - Complexity: O(text) where the text has no glob's rarest pair, as nearly all have none; else O(text) to note its pairs and a few bit
///   tests for each glob. No allocation.
final class GlobList: Sendable {
  private struct Entry {
    let glob: Glob
    /// Bits of byte pairs that every match has; unused ones repeat the first.
    let pairs: InlineArray<4, UInt16>
    let hasPairs: Bool
  }

  private let entries: [Entry]
  /// Of each glob the pair that fewest others have. A text without any of them matches nothing.
  private let rarestPairs: PairBits
  /// Some glob is nothing but wildcards and single bytes.
  private let hasUnfiltered: Bool

  init(_ globs: [Glob]) {
    entries = globs.map { Entry(glob: $0, pairs: GlobList.pairs($0.literals), hasPairs: !$0.literals.isEmpty) }
    rarestPairs = GlobList.rarestPairs(globs)
    hasUnfiltered = entries.contains { !$0.hasPairs }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// The index of the first glob that matches.
  func firstMatch(_ text: UnsafeRawBufferPointer) -> Int? { firstMatch(text) { _ in true } }

  /// The index of the first glob that matches, of those that are `eligible`.
  func firstMatch(_ text: UnsafeRawBufferPointer, _ eligible: (Int) -> Bool) -> Int? {
    guard hasUnfiltered || rarestPairs.meets(text) else { return nil }
    var present = PairBits()
    present.note(text)
    return entries.withUnsafeBufferPointer { entries in
      for index in entries.indices where eligible(index) {
        if entries[index].hasPairs, !present.contains(entries[index].pairs) { continue }
        if entries[index].glob.matches(text) { return index }
      }
      return nil
    }
  }

  private static func rarestPairs(_ globs: [Glob]) -> PairBits {
    let pairs = globs.map { glob in
      Set(glob.literals.flatMap { literal in literal.indices.dropLast().map { PairBits.bit(literal[$0], literal[$0 + 1]) } })
    }
    var frequency: [UInt16: Int] = [:]
    for bit in pairs.joined() { frequency[bit, default: 0] += 1 }
    var rarest = PairBits()
    for bits in pairs {
      if let bit = bits.min(by: { (frequency[$0]!, $0) < (frequency[$1]!, $1) }) { rarest.insert(bit) }
    }
    return rarest
  }

  /// Four pairs spread over the literals, the last ones first: patterns differ at their ends.
  private static func pairs(_ literals: [[UInt8]]) -> InlineArray<4, UInt16> {
    var found: [UInt16] = []
    for literal in literals.reversed() {
      for index in stride(from: literal.count - 2, through: 0, by: -2) { found.append(PairBits.bit(literal[index], literal[index + 1])) }
    }
    guard let first = found.last else { return [0, 0, 0, 0] }
    var chosen: InlineArray<4, UInt16> = [first, first, first, first]
    for index in 0..<min(4, found.count) { chosen[index] = found[index] }
    return chosen
  }
}

/// Which pairs of neighbouring bytes a text has, by a hash of eleven bits.
private struct PairBits {
  private var words = InlineArray<32, UInt64>(repeating: 0)

  mutating func insert(_ bit: UInt16) { words[Int(bit >> 6)] |= 1 << UInt64(bit & 63) }

  /// Whether the text has one of these pairs.
  func meets(_ text: UnsafeRawBufferPointer) -> Bool {
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

  mutating func note(_ text: UnsafeRawBufferPointer) {
    guard text.count > 1 else { return }
    for index in 0..<text.count - 1 {
      let bit = PairBits.bit(Glob.lower(text[index]), Glob.lower(text[index + 1]))
      words[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
    }
  }

  func contains(_ pairs: InlineArray<4, UInt16>) -> Bool {
    for index in 0..<4 where words[Int(pairs[index] >> 6)] >> UInt64(pairs[index] & 63) & 1 == 0 { return false }
    return true
  }

  static func bit(_ first: UInt8, _ second: UInt8) -> UInt16 {
    (UInt16(first) &* 61 &+ UInt16(second) &* 7) & 2047
  }
}
