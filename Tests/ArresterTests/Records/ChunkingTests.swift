import ArresterEvents
import Testing

@testable import Arrester

@Suite("where chunks end makes no difference")
struct ChunkingTests {
  private static let documents = [
    "{\"a\":1}\n{\"b\":2}\n", "\u{FEFF}{\"a\":1}\r\n\r\n{\"b\":2}", "{\"Records\":[{\"a\":1},{\"b\":\"\\\"]\"}]}\n{\"c\":3}",
    "{\n  \"Records\": [\n {\"a\": 1},\n {\"b\":[{}]}\n ],\n \"x\": {\"y\": []}\n}\n", "[{\"a\":1},\n{\"b\":2}]\n[]\n",
    "{\n \"a\": {\n  }\n}\n{\"b\":2}\n",
    "{\"Records\":[{\"a\":1},{\"b\":\n{\"c\":3}\n", "{\"a\":\"x\n{\"b\":2}\n", "x\n{\n{\n}\n", "{\"Records\":[{\"a\":1}]\n{\"b\":2}\n",
    " \u{FEFF}{\"a\":1}\n",
    "\u{FEFF}\u{FEFF}{\"a\":1}\n",
  ]

  @Test("one byte at a time gives the same pieces", arguments: documents)
  func byteByByte(text: String) {
    #expect(Pieces.byteByByte(text) == Pieces.of(text))
  }

  @Test("a line that is too large and ends with its chunk takes nothing with it")
  func tooLargeAtEdge() {
    let long = Array("{\"x\":\"".utf8) + Array(repeating: UInt8(ascii: "y"), count: 200)
    let pieces = Pieces.of(chunks: [long, Array("\n{\"a\":1}\n".utf8)], maximumRecordBytes: 100)
    #expect(pieces.map(\.reason) == [.tooLarge, nil])
    #expect(pieces.last == .record(#"{"a":1}"#, line: 2))
  }

  @Test("any cut of any text gives the same pieces", arguments: TestSeeds.take(300))
  func anyCut(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let text = ChunkingTests.makeText(&random)
    let maximum = random.pick([20, 60, 5000])
    let whole = Pieces.of(text, maximumRecordBytes: maximum)
    #expect(Pieces.byteByByte(text, maximumRecordBytes: maximum) == whole, "seed \(seed): \(text.debugDescription)")
    let cut = Pieces.of(chunks: ChunkingTests.cut(Array(text.utf8), &random), maximumRecordBytes: maximum)
    #expect(cut == whole, "seed \(seed): \(text.debugDescription)")
  }

  /// Good and damaged parts in any order.
  private static func makeText(_ random: inout SeededRandom) -> String {
    let parts = [
      "{\"a\":1}", "{\"b\":[1,{\"c\":\"d\"}]}", "\n", "\n", "\r\n", " ", "{\"Records\":[", "]}", "[", "]", ",", "{", "}", "\"", "\\",
      "\\\"", ":",
      "{\n \"p\": {\n }\n}", "x", "\u{FEFF}", "\n{\"e\":5}\n", "\"text\"", "{\"Rec", "{\"Records\":[{\"f\":6},{\"g\":7}]}",
      "{\"Events\": [",
    ]
    return (0..<random.number(1...25)).map { _ in random.pick(parts) }.joined()
  }

  private static func cut(_ bytes: [UInt8], _ random: inout SeededRandom) -> [[UInt8]] {
    var chunks: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + random.number(1...12))
      chunks.append(Array(bytes[start..<end]))
      start = end
    }
    return chunks
  }
}
