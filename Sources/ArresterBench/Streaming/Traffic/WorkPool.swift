import ArresterBase
import Foundation

/// Records of a workload written beforehand, to be handed out with new times and identifiers: a copy and a few stores each, so that
/// the generator costs little beside what it loads. Never changes; any thread may read it.
final class WorkPool: Sendable {
  private struct Entry {
    var value: Range<Int>
    var key: Range<Int>
    /// Of the twenty bytes of its time, within the value.
    var timePlace: Int
    /// Of the 36 bytes of its identifier.
    var identifierPlace: Int
    var latenessSeconds: Int64
  }

  private let bytes: [UInt8]
  private let entries: [Entry]
  /// Different principals among the records.
  let principalCount: Int

  /// About 1.3 kB each: 5 to 170 MB.
  static let sizes = 1 << 12...1 << 17
  private static let recordsForEachPrincipal = 4
  private static let timeKey = Data(#""eventTime":""#.utf8)
  private static let identifierKey = Data(#""eventID":""#.utf8)
  private static let now = CloudTrailWorkload.firstTime

  init(_ shape: WorkloadShape) {
    let count = min(max(shape.principals * WorkPool.recordsForEachPrincipal, WorkPool.sizes.lowerBound), WorkPool.sizes.upperBound)
    var workload = CloudTrailWorkload(shape)
    var numbers: Set<Int> = []
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * 1400)
    entries = (0..<count).map { _ in
      let record = workload.next(at: WorkPool.now)
      numbers.insert(record.principal.number)
      return WorkPool.append(record, to: &bytes)
    }
    self.bytes = bytes
    principalCount = numbers.count
  }

  var recordCount: Int { entries.count }
  var meanBytes: Int { entries.reduce(0) { $0 + $1.value.count } / max(1, entries.count) }

  /// The message of that number; after the last record the first comes again. O(bytes): one copy.
  /// - Parameters:
  ///   - time: gives the text of an event's time, so many seconds before now.
  ///   - mark: the first 18 bytes of its identifier, which no other stream of events has.
  func message(_ number: Int, mark: [UInt8], time: (_ latenessSeconds: Int64) -> [UInt8]) -> (key: [UInt8], value: [UInt8]) {
    let entry = entries[number % entries.count]
    let time = time(entry.latenessSeconds)
    var value = Array(bytes[entry.value])
    for index in 0..<time.count { value[entry.timePlace + index] = time[index] }
    for index in 0..<mark.count { value[entry.identifierPlace + index] = mark[index] }
    WorkPool.write(hexadecimal: number, digits: 12, endingAt: entry.identifierPlace + 36, &value)
    return (Array(bytes[entry.key]), value)
  }

  /// What tells the identifiers of one stream of events from those of another.
  static func mark(_ number: UInt64) -> [UInt8] {
    var mark: [UInt8] = []
    RecordText.append(uuid: number, 0, to: &mark)
    return Array(mark.prefix(18))
  }

  private static func write(hexadecimal number: Int, digits: Int, endingAt end: Int, _ bytes: inout [UInt8]) {
    var rest = number
    for index in 1...digits {
      let digit = UInt8(rest & 15)
      bytes[end - index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
      rest >>= 4
    }
  }

  private static func append(_ record: CloudTrailRecord, to bytes: inout [UInt8]) -> Entry {
    let start = bytes.count
    record.append(to: &bytes)
    let end = bytes.count
    bytes.append(contentsOf: record.principal.arn.utf8)
    let value = Data(bytes[start..<end])
    return Entry(
      value: start..<end, key: end..<bytes.count, timePlace: place(after: timeKey, in: value),
      identifierPlace: place(after: identifierKey, in: value), latenessSeconds: (now - record.time) / Timestamp.nanosecondsPerSecond)
  }

  /// Within the record. Every generated record has the key.
  private static func place(after key: Data, in record: Data) -> Int { record.range(of: key)?.upperBound ?? 0 }
}

/// Times as CloudTrail writes them, each second's text made once.
struct TrailClock {
  private var texts: [Int64: [UInt8]] = [:]
  private var last: (second: Int64, text: [UInt8]) = (.min, [])
  /// More than the seconds that late events reach back.
  private static let limit = 2048

  mutating func text(_ second: Int64) -> [UInt8] {
    if last.second == second { return last.text }
    let text = texts[second] ?? Array(Timestamp.format(second * Timestamp.nanosecondsPerSecond).utf8)
    if texts.count >= TrailClock.limit { texts.removeAll() }
    texts[second] = text
    last = (second, text)
    return text
  }
}
