/// Finds which of a few known fields a key names, whatever its case: some stores fold CloudTrail's keys to lower case.
///
/// Built once and only read afterwards, hence by any thread; a lookup is one multiplication and, nearly always, one comparison.
struct FieldTable<Field: RawRepresentable & CaseIterable>: @unchecked Sendable where Field.RawValue == UInt8 {
  private struct Slot {
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var count = 0
    var field: UInt8 = 0
  }

  private let slots: UnsafeMutablePointer<Slot>
  private static var capacity: Int { 128 }

  /// The table lives as long as the process: keep it in a static property.
  init(_ name: (Field) -> StaticString) {
    slots = .allocate(capacity: Self.capacity)
    slots.initialize(repeating: Slot(), count: Self.capacity)
    for field in Field.allCases {
      let text = name(field)
      let key = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      let (head, tail) = Self.words(key)
      var index = Self.index(head, tail, key.count)
      while slots[index].count != 0 { index = (index + 1) & (Self.capacity - 1) }
      slots[index] = Slot(head: head, tail: tail, count: key.count, field: field.rawValue)
    }
  }

  @inline(__always)
  func find(_ key: JSONString) -> Field? {
    let (head, tail) = Self.words(key.raw)
    var index = Self.index(head, tail, key.count)
    while slots[index].count != 0 {
      if slots[index].count == key.count, slots[index].head == head, slots[index].tail == tail {
        // An enumeration of UInt8 from 0 without gaps is its raw value; `init(rawValue:)` would be a call.
        return unsafeBitCast(slots[index].field, to: Field.self)
      }
      index = (index &+ 1) & (Self.capacity &- 1)
    }
    return nil
  }

  /// The first and the last eight bytes, in lower case; names of more than sixteen bytes are told apart by these and their length.
  @inline(__always)
  private static func words(_ key: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
    let lower: UInt64 = 0x2020_2020_2020_2020
    guard key.count < 8 else {
      return (
        key.loadUnaligned(fromByteOffset: 0, as: UInt64.self) | lower,
        key.loadUnaligned(fromByteOffset: key.count - 8, as: UInt64.self) | lower
      )
    }
    var word: UInt64 = 0
    for byte in key { word = word << 8 | UInt64(byte | 0x20) }
    return (word, 0)
  }

  @inline(__always)
  private static func index(_ head: UInt64, _ tail: UInt64, _ count: Int) -> Int {
    let mixed = (head ^ (tail &* 0x9e37_79b9_7f4a_7c15) ^ UInt64(truncatingIfNeeded: count)) &* 0xa076_1d64_78bd_642f
    return Int(truncatingIfNeeded: mixed >> 57)
  }
}
