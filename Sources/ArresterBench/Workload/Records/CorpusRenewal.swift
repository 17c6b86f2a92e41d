import ArresterBase
import Glibc

/// Where the times and identifiers of records stand, so that a corpus can be read again and again as if it were new.
struct CorpusRenewal: Sendable {
  private struct Place {
    /// Of `2026-01-01T00:00:00`.
    var time: Int
    var seconds: Int64
    /// Of the first eight characters of the identifier.
    var identifier: Int
  }

  private let places: [Place]
  let spanNanoseconds: Int64

  private static let timeKey = Array(#""eventTime":""#.utf8)
  private static let identifierKey = Array(#""eventID":""#.utf8)
  private static let timeDigits = 19
  private static let identifierDigits = 8
  /// A prime: identifiers of a pass differ from those of another in the first character already.
  private static let stride = 2_654_435_761

  init(_ bytes: UnsafeRawBufferPointer, _ ranges: [Range<Int>]) {
    places = ranges.compactMap { CorpusRenewal.place(in: bytes, $0) }
    let seconds = places.map(\.seconds)
    spanNanoseconds = ((seconds.max() ?? 0) - (seconds.min() ?? 0) + 1) * Timestamp.nanosecondsPerSecond
  }

  var renewableCount: Int { places.count }

  func write(pass number: Int, to bytes: UnsafeMutableRawBufferPointer) {
    var text: [UInt8] = []
    for place in places {
      text.removeAll(keepingCapacity: true)
      let seconds = place.seconds + Int64(number) * (spanNanoseconds / Timestamp.nanosecondsPerSecond)
      RecordText.append(Timestamp.format(seconds * Timestamp.nanosecondsPerSecond), to: &text)
      bytes[place.time..<place.time + Self.timeDigits].copyBytes(from: text.prefix(Self.timeDigits))
      text.removeAll(keepingCapacity: true)
      RecordText.append(hexadecimal: UInt64(truncatingIfNeeded: (number + 1) &* Self.stride), digits: Self.identifierDigits, to: &text)
      bytes[place.identifier..<place.identifier + Self.identifierDigits].copyBytes(from: text)
    }
  }

  /// nil where the record has no time in seconds or no identifier of at least eight plain characters.
  private static func place(in bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Place? {
    let record = UnsafeRawBufferPointer(rebasing: bytes[range])
    guard let time = end(of: timeKey, in: record), let identifier = end(of: identifierKey, in: record) else { return nil }
    guard time + timeDigits < record.count, record[time + timeDigits] == UInt8(ascii: "Z") else { return nil }
    guard let nanoseconds = Timestamp.parse(UnsafeRawBufferPointer(rebasing: record[time...(time + timeDigits)])) else { return nil }
    let start = record[identifier..<min(record.count, identifier + identifierDigits)]
    guard start.count == identifierDigits, start.allSatisfy({ isHexadecimal($0) }) else { return nil }
    return Place(
      time: range.lowerBound + time, seconds: nanoseconds / Timestamp.nanosecondsPerSecond, identifier: range.lowerBound + identifier)
  }

  /// Behind the first place where the key stands.
  private static func end(of key: [UInt8], in record: UnsafeRawBufferPointer) -> Int? {
    guard let base = record.baseAddress else { return nil }
    var from = 0
    while from + key.count <= record.count, let quote = memchr(base + from, Int32(key[0]), record.count - from) {
      let start = UnsafeRawPointer(quote) - base
      if start + key.count <= record.count, memcmp(quote, key, key.count) == 0 { return start + key.count }
      from = start + 1
    }
    return nil
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}
