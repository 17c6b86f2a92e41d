import Foundation
import Testing

@testable import ArresterBase

@Suite("Timestamps")
struct TimestampTests {
  @Test(
    "RFC 3339 is read to the nanosecond",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000000001Z", 1), ("2026-01-02T03:04:05Z", 1_767_323_045_000_000_000),
      ("2026-01-02T03:04:05.25Z", 1_767_323_045_250_000_000), ("2026-01-02T03:04:05.123456789123Z", 1_767_323_045_123_456_789),
      ("2026-01-02T14:04:05+11:00", 1_767_323_045_000_000_000), ("2026-01-01T22:34:05-04:30", 1_767_323_045_000_000_000),
      ("2026-01-02T14:04:05+1100", 1_767_323_045_000_000_000), ("2026-01-02 03:04:05", 1_767_323_045_000_000_000),
      ("2026-01-02t03:04:05z", 1_767_323_045_000_000_000), ("2024-02-29T00:00:00Z", 1_709_164_800_000_000_000),
      ("2000-02-29T00:00:00Z", 951_782_400_000_000_000),
      ("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000), ("1970-01-01T05:30:00+05:30", 0),
      ("2261-12-31T23:59:59.999999999Z", 9_214_646_399_999_999_999),
    ] as [(String, Int64)])
  func parses(_ text: String, _ nanoseconds: Int64) { #expect(Timestamp.parse(text) == nanoseconds) }

  @Test(
    "anything else is refused",
    arguments: [
      "", "2026", "2026-01-02", "2026-01-02T03:04", "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05,5Z", "2026-01-02T03:04:05 Z",
      "2026-01-02T03:04:05ZZ", "2026-01-02T03:04:05Z ",
      " 2026-01-02T03:04:05Z", "2026-1-02T03:04:05Z", "2026-01-02T3:04:05Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
      "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z",
      "2026-04-31T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-01-02T24:00:00Z",
      "2026-01-02T03:60:00Z", "2026-01-02T03:04:61Z",
      "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+00:01", "2262-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-01-02T03:04:05+24:00",
      "2026-01-02T03:04:05+11:60",
      "2026-01-02T03:04:05+11", "2026-01-02T03:04:05+1:00", "2026-01-02T03:04:05+11:0", "2026-01-02T03:04:05+11:000",
      "2026-01-02T03:04:05+", "2026/01/02T03:04:05Z", "2026-01-02X03:04:05Z",
      "2026-01-02T03-04-05Z", "+026-01-02T03:04:05Z", "2026-01-02T03:04:05.1234567890123456789012345Z", "２026-01-02T03:04:05Z",
      "2026-01-02T03:04:05\u{0}", "eventTime", "...",
    ])
  func refuses(_ text: String) { #expect(Timestamp.parse(text) == nil) }

  @Test("what is written is read back, for 20,000 scattered instants and the ends of the range")
  func roundTrip() {
    let ends: [Int64] = [0, 1, 999_999_999, 1_000_000_000, 9_214_646_399_999_999_999]
    for instant in ends + (1...20_000).map({ Int64(truncatingIfNeeded: UInt64($0) &* 0x9e37_79b9_7f4a_7c15 % 9_214_646_400_000_000_000) }) {
      #expect(Timestamp.parse(Timestamp.format(instant)) == instant)
    }
  }

  @Test("every day from 1970 to 2261 is followed by the next, as Foundation counts them")
  func days() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for day in 0..<106_651 {
      let parts = calendar.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
      let text = Timestamp.format(Int64(day) * 86_400_000_000_000)
      let expected = String(format: "%04d-%02d-%02dT00:00:00Z", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
      #expect(text == expected)
    }
  }

  @Test(
    "a fraction has the digits it needs and no more",
    arguments: [(0, "Z"), (500_000_000, ".5Z"), (1, ".000000001Z"), (120_000_000, ".12Z"), (999_999_999, ".999999999Z")]
      as [(Int64, String)])
  func fractions(_ nanoseconds: Int64, _ end: String) { #expect(Timestamp.format(nanoseconds) == "1970-01-01T00:00:00" + end) }

  @Test("times before 1970 are written, too")
  func negative() {
    #expect(Timestamp.format(-1) == "1969-12-31T23:59:59.999999999Z")
    #expect(Timestamp.format(-86_400_000_000_000) == "1969-12-31T00:00:00Z")
  }

  @Test(
    "division rounds down on both sides of zero",
    arguments: [(7, 2, 3), (-7, 2, -4), (-8, 2, -4), (0, 5, 0), (-1, 60, -1), (.min, 1_000_000_000, -9_223_372_037)]
      as [(Int64, Int64, Int64)])
  func floorDivide(_ value: Int64, _ divisor: Int64, _ quotient: Int64) { #expect(Timestamp.floorDivide(value, divisor) == quotient) }

  @Test("a text in the middle of other bytes is read by its length alone")
  func bounds() {
    let bytes = Array("2026-01-02T03:04:05.1234Z".utf8)
    bytes.withUnsafeBytes { whole in
      for end in 0..<bytes.count {
        let exact = UnsafeMutableRawBufferPointer.allocate(byteCount: end, alignment: 1)
        exact.copyBytes(from: whole[..<end])
        let isRead = Timestamp.parse(UnsafeRawBufferPointer(exact)) != nil
        #expect(isRead == (end == 19 || end > 20))
        exact.deallocate()
      }
    }
  }
}
