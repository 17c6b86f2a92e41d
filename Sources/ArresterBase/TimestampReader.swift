/// Reads times of which most are of the same day: the calendar is asked once for each day. Belongs to one thread.
public struct TimestampReader {
  /// The date in force, `2026-01-02T`, and where it begins in time. A new reader has one that no text is of: its two parts
  /// contradict each other.
  private var dateHead: UInt64 = .max
  private var dateTail: UInt32 = 0
  private var dayStart: Int64 = 0

  public init() {}

  /// As `Timestamp.parse`.
  /// - Complexity: O(length), no allocation; for a whole second in UTC on the day of the last one, two comparisons and six digits.
  public mutating func read(_ text: UnsafeRawBufferPointer) -> Int64? {
    if text.count == 20, isSameDay(text), let second = TimestampReader.secondOfDay(text) {
      return dayStart + second * Timestamp.nanosecondsPerSecond
    }
    return readSlow(text)
  }

  @inline(__always)
  private func isSameDay(_ text: UnsafeRawBufferPointer) -> Bool {
    TimestampReader.head(text) == dateHead && TimestampReader.tail(text) == dateTail
  }

  /// `2026-01-`
  @inline(__always)
  private static func head(_ text: UnsafeRawBufferPointer) -> UInt64 { text.loadUnaligned(fromByteOffset: 0, as: UInt64.self) }

  /// `-02T`, without the digit before it that `head` has
  @inline(__always)
  private static func tail(_ text: UnsafeRawBufferPointer) -> UInt32 { text.loadUnaligned(fromByteOffset: 7, as: UInt32.self) }

  private mutating func readSlow(_ text: UnsafeRawBufferPointer) -> Int64? {
    let time = Timestamp.parse(text)
    if let time, text.count == 20, let second = TimestampReader.secondOfDay(text) {
      dateHead = TimestampReader.head(text)
      dateTail = TimestampReader.tail(text)
      dayStart = time - second * Timestamp.nanosecondsPerSecond
    }
    return time
  }

  /// Of the 20 bytes `2026-01-02T03:04:05Z`; nil for any other form, which may still be a time.
  @inline(__always)
  private static func secondOfDay(_ text: UnsafeRawBufferPointer) -> Int64? {
    guard text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"), text[19] == UInt8(ascii: "Z") else { return nil }
    guard let hour = twoDigits(text, 11), let minute = twoDigits(text, 14), let second = twoDigits(text, 17) else { return nil }
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  @inline(__always)
  private static func twoDigits(_ text: UnsafeRawBufferPointer, _ start: Int) -> Int64? {
    let high = text[start] &- UInt8(ascii: "0")
    let low = text[start + 1] &- UInt8(ascii: "0")
    return high <= 9 && low <= 9 ? Int64(high) * 10 + Int64(low) : nil
  }
}
