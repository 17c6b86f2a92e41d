import Testing

@testable import ArresterBase

@Suite("Times read one after another")
struct TimestampReaderTests {
  private static func read(_ reader: inout TimestampReader, _ text: String) -> Int64? {
    Array(text.utf8).withUnsafeBytes { reader.read($0) }
  }

  @Test("a reader says of every text what the parser says, whatever it read before")
  func agrees() {
    var reader = TimestampReader()
    let dates = [
      "2026-01-02", "2026-01-03", "2026-02-29", "2024-02-29", "1970-01-01", "1969-12-31", "2262-01-01", "2026-13-01", "2026-01-02",
    ]
    let times = [
      "T00:00:00Z", "T23:59:59Z", "T23:59:60Z", "T24:00:00Z", "T12:60:00Z", "T12:00:61Z", "T1a:00:00Z", "T00:00:00z", " 00:00:00Z",
      "T00.00:00Z",
      "T00:00:00", "T00:00:00.5Z", "T00:00:00+02:00", "T00:00:01Z", "T00:00:0:Z",
    ]
    for _ in 0..<2 {
      for date in dates {
        for time in times {
          let text = date + time
          #expect(Self.read(&reader, text) == Timestamp.parse(text), "\(text)")
        }
      }
    }
  }

  @Test("a leap second does not move the day that is remembered")
  func leapSecond() {
    var reader = TimestampReader()
    _ = Self.read(&reader, "2016-12-31T23:59:60Z")
    #expect(Self.read(&reader, "2016-12-31T00:00:01Z") == Timestamp.parse("2016-12-31T00:00:01Z"))
  }

  @Test("no text is of the day that a new reader begins with")
  func zeros() {
    var reader = TimestampReader()
    let text = [UInt8](repeating: 0, count: 11) + Array("00:00:00Z".utf8)
    #expect(text.withUnsafeBytes { reader.read($0) } == nil)
  }
}
