/// What every token of a text begins with, four bits each: the text's structure without its contents. Two texts with the same codes are
/// JSON or not alike, as long as their numbers and literals are.
///
/// Memory for one text at a time. Belongs to one thread.
final class TokenCodes {
  /// Longer texts are not looked at.
  static let maximumTokens = 384
  static let perWord = 16
  static let wordCount = maximumTokens / perWord

  /// As many words as the text needs; in the last one codes behind the last token are 0.
  let words: UnsafeMutablePointer<UInt64>
  /// By a token's first byte: its code, in the place that it has in a word for a token whose number leaves 0, 1, 2 or 3 behind four.
  private let tables: UnsafeMutablePointer<UInt32>

  /// A number or a literal, whichever: its grammar is checked apart.
  static let scalar: UInt32 = 8

  init() {
    words = .allocate(capacity: TokenCodes.wordCount)
    words.initialize(repeating: 0, count: TokenCodes.wordCount)
    tables = .allocate(capacity: 4 * 256)
    for place in 0..<4 {
      let table = tables + place * 256
      table.initialize(repeating: TokenCodes.scalar << (4 * place), count: 256)
      for (index, byte) in "\"{}[]:,".utf8.enumerated() { table[Int(byte)] = UInt32(index + 1) << (4 * place) }
    }
  }

  deinit {
    words.deallocate()
    tables.deallocate()
  }

  /// Notes the codes of a text of at most `maximumTokens` tokens.
  /// - Returns: a hash of them.
  /// - Complexity: O(tokens), without a branch for each.
  func note(_ tokens: JSONTokens) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: tokens.count)
    var factor: UInt64 = 0x9e37_79b9_7f4a_7c15
    var token = 0
    var index = 0
    while token &+ TokenCodes.perWord <= tokens.count {
      let low = four(tokens, token) | four(tokens, token &+ 4) &<< 16
      let high = four(tokens, token &+ 8) | four(tokens, token &+ 12) &<< 16
      let word = low | high &<< 32
      words[index] = word
      // Sums of products with a factor for each place: no step waits for the one before.
      hash &+= (word ^ word &>> 29) &* factor
      factor &+= 0xa076_1d64_78bd_642e
      index &+= 1
      token &+= TokenCodes.perWord
    }
    if token < tokens.count {
      var word: UInt64 = 0
      for last in token..<tokens.count { word |= UInt64(code(tokens, last, 0)) &<< UInt64((last &- token) &* 4) }
      words[index] = word
      hash &+= (word ^ word &>> 29) &* factor
    }
    return (hash ^ hash &>> 32) &* 0x8ebc_6af0_9c88_c6e3
  }

  @inline(__always)
  private func four(_ tokens: JSONTokens, _ token: Int) -> UInt64 {
    UInt64(code(tokens, token, 0) | code(tokens, token &+ 1, 1) | code(tokens, token &+ 2, 2) | code(tokens, token &+ 3, 3))
  }

  @inline(__always)
  private func code(_ tokens: JSONTokens, _ token: Int, _ place: Int) -> UInt32 {
    tables[place &* 256 &+ Int(tokens.base.load(fromByteOffset: Int(tokens.positions[token]), as: UInt8.self))]
  }
}
