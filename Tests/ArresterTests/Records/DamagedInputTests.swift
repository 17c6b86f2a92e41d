import ArresterEvents
import Testing

@testable import Arrester

@Suite("damage in the middle of a file costs what is damaged, and no more")
struct DamagedInputTests {
  private let good = "{\"c\":3}\n{\"d\":4}\n"

  /// The good lines, wherever they are among the pieces.
  private func goodLines(_ pieces: [SeenPiece]) -> [SeenPiece] {
    pieces.filter { $0.reason == nil && ($0.text == #"{"c":3}"# || $0.text == #"{"d":4}"#) }
  }

  @Test(
    "a wrapper that ends too early leaves the lines after it readable, and is reported",
    arguments: [
      #"{"Records":[{"a":1},{"b":2"#, #"{"Records":[{"a":1},{"b":"unclo"#, #"{"Records":[{"a":1},"#, #"{"Records":[{"a":1}"#,
      #"{"Records":["#, #"[{"a":1},{"b":{"#, #"[{"a":1},"#,
    ])
  func truncatedWrapper(damaged: String) {
    let pieces = Pieces.of("{\"z\":0}\n\(damaged)\n\(good)")
    #expect(pieces.first == .record(#"{"z":0}"#, line: 1))
    #expect(goodLines(pieces).map(\.line) == [3, 4])
    #expect(pieces.filter { $0.reason != nil }.count == 1, "\(pieces)")
    #expect(pieces.first { $0.reason != nil }?.line ?? 0 <= 3)
    if damaged.contains(#""a""#) { #expect(pieces.contains { $0.text == #"{"a":1}"# && $0.reason == nil && $0.line == 2 }, "\(pieces)") }
  }

  @Test("a wrapper without its last brace keeps its records and the lines after it")
  func unclosedTail() {
    let pieces = Pieces.of("{\"Records\":[{\"a\":1}]\n\(good)")
    #expect(pieces == [.record(#"{"a":1}"#, line: 1, index: 1), .record(#"{"c":3}"#, line: 2), .record(#"{"d":4}"#, line: 3)])
    #expect(goodLines(Pieces.of("{\"Records\":[{\"a\":1}],\"NextToken\":\"x\n\(good)")).map(\.line) == [2, 3])
  }

  @Test(
    "a line that is no record is one piece",
    arguments: [#"{"a":"unclosed"#, #"{"a":1"#, "garbage", "}", "]", "}}}}", "\"text", "{", #"{"Rec"#, "\u{0}\u{1}\u{2}"])
  func damagedLine(line: String) {
    let pieces = Pieces.of("{\"z\":0}\n\(line)\n\(good)")
    #expect(pieces.map(\.text) == [#"{"z":0}"#, line, #"{"c":3}"#, #"{"d":4}"#])
    #expect(pieces.map(\.line) == [1, 2, 3, 4])
  }

  @Test("a line too large is reported once, and the rest is read", arguments: [0, 1, 5000])
  func tooLarge(excess: Int) {
    let line = "{\"x\":\"" + String(repeating: "y", count: 1000 - 8 + excess) + "\"}"
    let pieces = Pieces.of("{\"z\":0}\n\(line)\n\(good)", maximumRecordBytes: 1000)
    #expect(pieces.map(\.line) == [1, 2, 3, 4])
    #expect(pieces.map(\.reason) == [nil, excess == 0 ? nil : .tooLarge, nil, nil])
    #expect(Pieces.byteByByte("{\"z\":0}\n\(line)\n\(good)", maximumRecordBytes: 1000) == pieces)
  }

  @Test("a record of a wrapper that is too large is reported, and the lines after the wrapper are read")
  func tooLargeElement() {
    let record = "{\"x\":\"" + String(repeating: "y", count: 2000) + "\"}"
    let text = "{\"Records\":[{\"a\":1},\(record),{\"b\":2}]}\n\(good)"
    let pieces = Pieces.of(text, maximumRecordBytes: 1000)
    #expect(pieces.filter { $0.reason != nil }.map(\.reason) == [.tooLarge])
    #expect(pieces.first == .record(#"{"a":1}"#, line: 1, index: 1))
    #expect(goodLines(pieces).map(\.line) == [2, 3])
    #expect(Pieces.byteByByte(text, maximumRecordBytes: 1000) == pieces)
  }

  @Test(
    "what opens again and again and never closes is read in time that grows with its length", .timeLimit(.minutes(1)),
    arguments: ["[\n", "[}\n", " {\n", "{\"Records\":[\n", "[{\n", " {\"a\":[\n", "[[]\n", "{]\n"])
  func neverClosed(line: String) {
    let text = String(repeating: line, count: 100_000)
    let pieces = Pieces.of(text)
    #expect(!pieces.isEmpty)
    #expect(pieces.last?.line ?? 0 >= 99_999)
    #expect(Pieces.of(text + "{\"c\":3}\n").last == .record(#"{"c":3}"#, line: 100_001))
  }

  @Test("the same where a string's end is missing at the very end", .timeLimit(.minutes(1)), arguments: ["[\n", " {\n", " {\"a\":[\n"])
  func neverClosedWithString(line: String) {
    #expect(!Pieces.of(String(repeating: line, count: 100_000) + "\"\n").isEmpty)
  }
}
