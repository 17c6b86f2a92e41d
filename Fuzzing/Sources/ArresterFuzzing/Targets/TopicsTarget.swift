import ArresterBreaker

@testable import Arrester

/// What is read back from topics and from the group: the key, a line's end, the value. What is taken is written as it was read.
final class TopicsTarget: FuzzTarget {
  static let name = "topics"

  init() throws {}

  func run(_ bytes: UnsafeRawBufferPointer) {
    let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    let key = String(decoding: bytes[..<end], as: UTF8.self)
    let value = Array(bytes[min(end + 1, bytes.count)...])
    breaker(value, key)
    trip(value, key)
    audit(value)
    if let point = RewindPoint(text: key) { require(RewindPoint(text: point.text) == point, "a rewind point reads as another") }
  }

  private func breaker(_ value: [UInt8], _ key: String) {
    guard let record = try? BoardRecord(bytes: value, key: key) else { return }
    guard let again = try? BoardRecord(bytes: record.bytes, key: key) else { return require(false, "what was written is refused") }
    require(again.bytes == record.bytes, "written again it is another record")
  }

  private func trip(_ value: [UInt8], _ key: String) {
    guard let file = TripFile(record: value, key: key) else { return }
    guard let again = TripFile(record: file.record, key: key) else { return require(false, "what was written of a trip is refused") }
    require(again.record == file.record, "written again it is another trip")
  }

  private func audit(_ value: [UInt8]) {
    guard let record = AuditRecord(reading: value) else { return }
    require(record.bytes == value, "an audit record is not kept as it was")
  }
}
