import Foundation
import Testing

@testable import ArresterEvents

@Suite("JSON: what is accepted and what is refused")
struct JSONGrammarTests {
  static let good = [
    "{}", "[]", "null", "true", "false", "0", "-0", "1e5", "1E-5", "1.5e+10", "\"\"", " {} ", "\t[\r\n]\n", "[1,2,3]", "[[],[[]],{}]",
    #"{"a":1,"a":2}"#, #"{"":""}"#, #""\u0000""#, #""\ud800""#, #""\udc00x""#, #""\ud83d\ude00""#, #""\"\\\/\b\f\n\r\t""#, "1e999",
    "-1e-999",
    "123456789012345678901234567890", #"["\\"]"#, #"["\\\\\""]"#, "\"\u{7f}\"", "\"é🜁\u{2028}\"", #"{"a":{"b":[{"c":null}]}}"#, "[ 1 , 2 ]",
  ]

  @Test("what RFC 8259 allows is walked to its end", arguments: good)
  func accepts(_ text: String) {
    #expect(Walk.fault(text) == nil)
    #expect(ReferenceJSON.accepts(Array(text.utf8)))
  }

  static let bad = [
    "", " ", "\n", "{", "}", "[", "]", ",", ":", "[1,]", "[,1]", "[,]", "[1 2]", "[1,,2]", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#,
    #"{"a" 1}"#, #"{"a"::1}"#, "{1:2}", "{a:1}", #"{"a":1 "b":2}"#, #"{"a":1,,"b":2}"#, "[1}", "{]", #"{"a":1]"#, "[[]", "[]]", "{}{}",
    "1 2",
    "{} x", "[] []", "nul", "nulll", "True", "NaN", "Infinity", "-Infinity", "+1", "01", "-01", "-", "1.", ".5", "1.e5", "1e", "1e+",
    "0x10",
    "1_000", "'a'", #""a"#, #"""#, #""\"#, #""\""#, #""\x""#, #""\u12""#, #""\u12g4""#, #""\u""#, "\"a\nb\"", "\"\u{0}\"", "\"\u{1f}\"",
    "\u{feff}{}",
    "\u{c}{}", "// c\n{}", "{}/**/", "[1]\u{0}", "\u{0}", "[\u{0}]", #""a"b"#, #""a""b""#, #"1"a""#, #"["a"1]"#, #"{"a":"b""c":1}"#,
    "[1-2]", "tru e",
    "[true false]", "\u{a0}[]",
  ]

  @Test("what RFC 8259 does not allow is refused", arguments: bad)
  func refuses(_ text: String) {
    #expect(Walk.fault(text) != nil)
    #expect(!ReferenceJSON.accepts(Array(text.utf8)))
  }

  @Test(
    "bytes that are not UTF-8 are refused as such",
    arguments: [[0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80]] as [[UInt8]])
  func invalidUTF8(_ bytes: [UInt8]) {
    #expect(Walk.fault(Array("{\"a\":\"".utf8) + bytes + Array("\"}".utf8)) == .invalidUTF8)
    #expect(Walk.fault(Array("[".utf8) + bytes + Array("]".utf8)) == .invalidUTF8)
  }

  @Test(
    "what ends too early is called truncated",
    arguments: ["{", "[", #"{"a""#, #"{"a":"#, #"{"a":1"#, #"{"a":1,"#, "[1,", "[[1]", #"["a"#, #"{"a"#])
  func truncated(_ text: String) { #expect(Walk.fault(text) == .truncated) }

  @Test("a text of nothing is called empty", arguments: ["", "   ", "\r\n\t"])
  func empty(_ text: String) { #expect(Walk.fault(text) == .empty) }

  @Test("512 levels are walked, 513 and 10,000 are too deep", arguments: [("[", "]"), (#"{"a":"#, "}"), (#"[{"a":"#, "}]")])
  func depth(_ open: String, _ close: String) {
    let levels = open.utf8.filter { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }.count
    func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth / levels) + "1" + String(repeating: close, count: depth / levels)
    }
    #expect(Walk.fault(nested(512)) == nil)
    #expect(Walk.fault(nested(514)) == .tooDeep)
    #expect(Walk.fault(nested(10_000)) == .tooDeep)
    #expect(Walk.fault(String(repeating: open, count: 100_000)) == .tooDeep)
  }

  @Test("every prefix of a real record is refused, the whole accepted")
  func prefixes() {
    let text = Array(Record("rds", "DeleteDBInstance", request: #"{"a":[1,{"b":"\u00e9\\"}],"c":-1.5e3}"#).text.utf8)
    let indexer = JSONIndexer()
    for end in 0..<text.count { #expect(Walk.fault(Array(text[..<end]), indexer) != nil, "prefix of \(end) bytes") }
    #expect(Walk.fault(text, indexer) == nil)
  }
}
