import Foundation
import Testing

@testable import ArresterEvents

@Suite("JSON: places and strings")
struct JSONCursorTests {
  /// Cursors point into its memory: it lives as long as the test.
  private let indexer = JSONIndexer()

  @Test("a value's place is exactly its bytes, whatever white space stands around it")
  func places() throws {
    let text = Array(#" [ {"a" : [ 1 , 2 ] } ,"x\" ,y" , -1.5e3,null , [ ] ,{}]  "#.utf8)
    try text.withUnsafeBytes { bytes in
      var cursor = try indexer.cursor(over: bytes)
      var found: [String] = []
      var isFirst = true
      let enters = cursor.enter(UInt8(ascii: "["))
      #expect(enters)
      while cursor.nextElement(&isFirst) {
        let start = cursor.offset
        cursor.skipValue()
        found.append(UnsafeRawBufferPointer(rebasing: bytes[start..<cursor.consumedEnd]).text)
      }
      #expect(found == [#"{"a" : [ 1 , 2 ] }"#, #""x\" ,y""#, "-1.5e3", "null", "[ ]", "{}"])
      #expect(cursor.fault == nil && cursor.isAtEnd)
    }
  }

  @Test("after a fault nothing more comes, and the first fault stays")
  func faults() throws {
    let text = Array(#"{"a":tru,"b":1}"#.utf8)
    try text.withUnsafeBytes { bytes in
      var cursor = try indexer.cursor(over: bytes)
      var isFirst = true
      let enters = cursor.enter(UInt8(ascii: "{"))
      let key = cursor.nextKey(&isFirst)?.text
      let scalar = cursor.scalar()
      #expect(enters && key == "a" && scalar == nil)
      #expect(cursor.fault == .syntax)
      let later = cursor.nextKey(&isFirst)
      let hasElement = cursor.nextElement(&isFirst)
      cursor.skipValue()
      let string = cursor.string()
      #expect(later == nil && !hasElement && string == nil && cursor.peek == 0)
      #expect(cursor.fault == .syntax)
    }
  }

  @Test(
    "escapes are resolved as Foundation resolves them",
    arguments: [
      #""plain""#, #""\"\\\/\b\f\n\r\t""#, #""\u0041\u00e9\u20ac""#, #""\ud83d\ude00""#, #""a\u0000b""#, #""\\u0041""#, #""\\\\""#,
      #""é\n🜁""#, #""""#,
      #""\uD83D\uDE00x\uFFFF""#,
    ])
  func escapes(_ json: String) throws {
    let theirs = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed) as? String
    #expect(Walk.string(json) == theirs)
  }

  @Test("a lone surrogate becomes U+FFFD, and what follows it stays")
  func loneSurrogates() {
    #expect(Walk.string(#""a\ud800b""#) == "a\u{FFFD}b")
    #expect(Walk.string(#""\udc00""#) == "\u{FFFD}")
    #expect(Walk.string(#""\ud800\ud800\udc00""#) == "\u{FFFD}\u{10000}")
    #expect(Walk.string(#""\ud800\u0041""#) == "\u{FFFD}A")
  }

  @Test("one indexer reads texts of every length around the width of a vector, without padding behind them")
  func lengths() {
    let indexer = JSONIndexer()
    for length in 0..<300 {
      let text = "{\"k\":\"" + String(repeating: "x", count: length) + "\"}"
      #expect(Walk.fault(Array(text.utf8), indexer) == nil)
      #expect(Walk.fault(Array(text.utf8.dropLast(2)), indexer) == .truncated)
    }
  }

  @Test("an indexer that read a giant reads ordinary texts afterwards")
  func afterGiant() {
    let indexer = JSONIndexer()
    let giant = Array("[\"".utf8) + [UInt8](repeating: UInt8(ascii: "a"), count: 6 << 20) + Array("\"]".utf8)
    for _ in 0..<3 {
      #expect(Walk.fault(giant, indexer) == nil)
      #expect(Walk.fault(Array("{}".utf8), indexer) == nil)
      #expect(Walk.fault(Array("[1,]".utf8), indexer) == .syntax)
    }
  }
}
