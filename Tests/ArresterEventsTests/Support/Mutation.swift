/// Damages a text a little, the same way for the same random numbers.
enum Mutation {
  private static let pieces: [[UInt8]] =
    [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "tru", "NaN", "1e999", "-", "01", "1.", ".5", "\"a\":", "\\u", "\\ud800", "\\x",
      "{\"eventTime\":\"2026-01-02T03:04:05Z\"}", "\u{0}", "\n", "\t", "\u{c}", "\u{feff}", "é", "🜁", "[[[[", "}}}}", "'", "//",
    ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]]

  static func damage(_ text: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var result = text
    for _ in 0..<Int.random(in: 1...3, using: &random) { step(&result, &random) }
    return result
  }

  private static func step(_ text: inout [UInt8], _ random: inout SeededRandom) {
    guard !text.isEmpty else { return text.append(UInt8.random(in: 0...255, using: &random)) }
    let position = Int.random(in: 0..<text.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: text.removeSubrange(position...)
    case 1: text.removeSubrange(..<position)
    case 2: text[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 3: text[position] = UInt8.random(in: 0...255, using: &random)
    case 4: text.insert(contentsOf: pieces.randomElement(using: &random)!, at: position)
    case 5: text.remove(at: position)
    case 6: repeatSlice(&text, position, &random)
    default: replaceSlice(&text, position, &random)
    }
  }

  /// Writes a slice of the text twice: fields that stand in an object twice, values that stand side by side.
  private static func repeatSlice(_ text: inout [UInt8], _ position: Int, _ random: inout SeededRandom) {
    let end = min(text.count, position + Int.random(in: 1...60, using: &random))
    text.insert(contentsOf: Array(text[position..<end]), at: end)
  }

  private static func replaceSlice(_ text: inout [UInt8], _ position: Int, _ random: inout SeededRandom) {
    let end = min(text.count, position + Int.random(in: 1...20, using: &random))
    text.replaceSubrange(position..<end, with: pieces.randomElement(using: &random)!)
  }
}
