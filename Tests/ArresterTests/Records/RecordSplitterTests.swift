import ArresterEvents
import Testing

@testable import Arrester

@Suite("cutting bytes into records")
struct RecordSplitterTests {
  private let two: [SeenPiece] = [.record(#"{"a":1}"#, line: 1), .record(#"{"b":2}"#, line: 2)]

  @Test("a line is a record, whatever ends it")
  func lines() {
    #expect(Pieces.of("{\"a\":1}\n{\"b\":2}\n") == two)
    #expect(Pieces.of("{\"a\":1}\n{\"b\":2}") == two)
    #expect(Pieces.of("\u{FEFF}{\"a\":1}\n{\"b\":2}\n") == two)
    #expect(Pieces.of("{\"a\":1}\r\n{\"b\":2}\r\n").map(\.line) == [1, 2])
    #expect(Pieces.of("{\"a\":1}\r\n{\"b\":2}\r\n").allSatisfy { $0.reason == nil })
  }

  @Test("blank lines are no records, and are counted as lines")
  func blankLines() {
    #expect(Pieces.of("\n\n{\"a\":1}\n \t\r\n\n{\"b\":2}\n\n") == [.record(#"{"a":1}"#, line: 3), .record(#"{"b":2}"#, line: 6)])
  }

  @Test("nothing holds no records", arguments: ["", "\n", " \r\n\t\n", "\u{FEFF}"])
  func nothing(text: String) {
    #expect(Pieces.of(text).isEmpty)
    #expect(Pieces.byteByByte(text).isEmpty)
  }

  @Test("records of a wrapper come one by one, with their number", arguments: ["Records", "Events"])
  func wrapper(word: String) {
    let expected: [SeenPiece] = [.record(#"{"a":[1,2]}"#, line: 1, index: 1), .record(#"{"b":"],}"}"#, line: 1, index: 2)]
    #expect(Pieces.of(#"{"\#(word)":[{"a":[1,2]},{"b":"],}"}]}"#) == expected)
    #expect(Pieces.of("{ \"\(word)\" :\t[ {\"a\":[1,2]}, {\"b\":\"],}\"} ] }\n").map(\.index) == [1, 2])
  }

  @Test("a pretty-printed wrapper's records stand on their own lines")
  func prettyWrapper() {
    let text = "{\n  \"Records\": [\n    {\n      \"a\": 1\n    },\n    {\n      \"b\": 2\n    }\n  ]\n}\n{\"c\":3}\n"
    let pieces = Pieces.of(text)
    #expect(pieces.map(\.line) == [3, 6, 11])
    #expect(pieces.map(\.index) == [1, 2, nil])
    #expect(pieces[2].text == #"{"c":3}"#)
  }

  @Test("several wrappers in one file number their records anew")
  func severalWrappers() {
    let pieces = Pieces.of("{\"Records\":[{\"a\":1},{\"b\":2}]}\n{\"Records\":[]}\n{\"Records\":[{\"c\":3}]}{\"Records\":[{\"d\":4}]}\n")
    #expect(pieces.map(\.text) == [#"{"a":1}"#, #"{"b":2}"#, #"{"c":3}"#, #"{"d":4}"#])
    #expect(pieces.map(\.line) == [1, 1, 3, 3])
    #expect(pieces.map(\.index) == [1, 2, 1, 1])
  }

  @Test("what stands behind the array of a wrapper is stepped over")
  func tail() {
    let text = #"{"Events":[{"a":1}],"NextToken":"x}]","Meta":{"n":[{"no":1}]}}"# + "\n{\"b\":2}\n"
    #expect(Pieces.of(text) == [.record(#"{"a":1}"#, line: 1, index: 1), .record(#"{"b":2}"#, line: 2)])
  }

  @Test("an array's elements are records")
  func array() {
    #expect(Pieces.of("[{\"a\":1},\n {\"b\":2}]\n{\"c\":3}").map(\.text) == [#"{"a":1}"#, #"{"b":2}"#, #"{"c":3}"#])
    #expect(Pieces.of("[{\"a\":1},\n {\"b\":2}]\n{\"c\":3}").map(\.line) == [1, 2, 3])
    #expect(Pieces.of("[]\n[ ]").isEmpty)
  }

  @Test("an object printed over several lines is one record, at its first line")
  func prettyObjects() {
    let one = "{\n  \"a\": {\n    \"b\": [1, 2]\n  }\n}"
    #expect(Pieces.of("\(one)\n\(one)\n{\"c\":3}\n") == [.record(one, line: 1), .record(one, line: 6), .record(#"{"c":3}"#, line: 11)])
  }

  @Test("a wrapper larger than any chunk is read record by record")
  func largeWrapper() {
    let record = #"{"eventName":"X","text":""# + String(repeating: "x", count: 3000) + "\"}"
    let text = "{\"Records\":[" + Array(repeating: record, count: 500).joined(separator: ",") + "]}\n"
    let bytes = Array(text.utf8)
    let chunks = stride(from: 0, to: bytes.count, by: 65_536).map { Array(bytes[$0..<min($0 + 65_536, bytes.count)]) }
    let pieces = Pieces.of(chunks: chunks, maximumRecordBytes: 10_000)
    #expect(pieces.count == 500)
    #expect(pieces.allSatisfy { $0.text == record && $0.line == 1 && $0.reason == nil })
    #expect(pieces.map(\.index) == (1...500).map { $0 })
  }
}
