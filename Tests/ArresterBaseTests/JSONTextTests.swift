import Foundation
import Testing

@testable import ArresterBase

@Suite("JSON text")
struct JSONTextTests {
  private static func text(_ body: (inout JSONText) -> Void) -> String {
    var json = JSONText()
    body(&json)
    return json.text
  }

  @Test("objects and arrays have commas exactly between their parts, keys in the order written")
  func structure() {
    let text = Self.text { json in
      json.object { json in
        json.field("z", "1")
        json.field("a", 2)
        json.key("o")
        json.object { _ in }
        json.key("l")
        json.array { json in
          json.value(true)
          json.null()
          json.array([])
          json.object { json in json.field("k", false) }
          json.raw(Array("[1]".utf8))
          json.value(1.5)
        }
        json.field("names", ["x", "y"])
        json.field("ratio", 0.25)
      }
    }
    #expect(text == #"{"z":"1","a":2,"o":{},"l":[true,null,[],{"k":false},[1],1.5],"names":["x","y"],"ratio":0.25}"#)
  }

  @Test("every character is escaped so that another reader gets it back, and no control character is left")
  func escapes() throws {
    let scalars = (0...0x2FF).compactMap(Unicode.Scalar.init) + ["\u{2028}", "\u{FFFD}", "\u{1F701}", "\u{10FFFF}"]
    let value = String(String.UnicodeScalarView(scalars))
    let json = Self.text { $0.array([value]) }
    #expect(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String] == [value])
    #expect(!json.utf8.contains { $0 < 0x20 || $0 == 0x7F })
    #expect(Self.text { $0.value("a\"b\\c\n\r\t\u{1}\u{7f}/é") } == #""a\"b\\c\n\r\t\u0001\u007f/é""#)
  }

  @Test(
    "numbers have at most four decimals, rounded half away from zero, without trailing zeros",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1, "1"), (0.5, "0.5"), (0.12345, "0.1235"), (-0.12345, "-0.1235"), (0.00004, "0"), (-0.00004, "0"),
      (0.00005, "0.0001"), (99.99999, "100"),
      (1e15, "1000000000000000.0"), (.infinity, "null"), (-.infinity, "null"), (.nan, "null"), (0.53, "0.53"), (1234.5678, "1234.5678"),
      (1e300, "1e+300"),
    ])
  func decimals(_ value: Double, _ text: String) { #expect(Self.text { $0.value(value) } == text) }

  @Test("as many decimals as asked for", arguments: [(1, "0.7"), (2, "0.67"), (3, "0.667"), (9, "0.666666667")])
  func precision(_ decimals: Int, _ text: String) { #expect(JSONText.decimal(2.0 / 3.0, decimals) == text) }

  @Test("integers are written whole", arguments: [0, -1, Int.max, Int.min])
  func integers(_ value: Int) { #expect(Self.text { $0.value(value) } == String(value)) }

  @Test("the same calls give the same bytes")
  func stable() {
    func line() -> [UInt8] {
      var json = JSONText()
      json.object { json in
        for number in 0..<100 { json.field("k\(number)", Double(number) / 7) }
      }
      return json.bytes
    }
    #expect(line() == line())
  }
}
