import Glibc

/// Finds which of a few known fields a key names, whatever its case: some stores fold CloudTrail's keys to lower case.
///
/// Built once and only read afterwards, hence by any thread; a lookup is two multiplications and, nearly always, one comparison.
struct FieldTable<Field: RawRepresentable>: @unchecked Sendable where Field.RawValue == UInt8 {
  private struct Slot {
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var count = 0
    var field: UInt8 = 0
  }

  private let slots: UnsafeMutablePointer<Slot>
  private let shift: UInt64
  private let mask: Int

  /// The table lives as long as the process: keep it in a static property.
  /// - Parameter names: each field's key; at most 64, all different whatever their case.
  init(_ names: [(Field, StaticString)]) {
    var bits: UInt64 = 4
    while 1 << bits < names.count * 4 { bits += 1 }
    shift = 64 - bits
    mask = 1 << bits - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Slot(), count: mask + 1)
    for (field, name) in names {
      let key = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
      let (head, tail) = Self.words(key)
      var index = self.index(head, tail, key.count)
      while slots[index].count != 0 { index = (index + 1) & mask }
      slots[index] = Slot(head: head, tail: tail, count: key.count, field: field.rawValue)
    }
  }

  /// The field that the key names; nil where it names none.
  @inline(__always)
  func find(_ key: JSONString) -> Field? {
    let (head, tail) = Self.words(key.raw)
    var index = index(head, tail, key.count)
    while slots[index].count != 0 {
      if slots[index].count == key.count, slots[index].head == head, slots[index].tail == tail {
        // An enumeration of UInt8 from 0 without gaps is its raw value; `init(rawValue:)` would be a call.
        return unsafeBitCast(slots[index].field, to: Field.self)
      }
      index = (index &+ 1) & mask
    }
    return nil
  }

  /// The first and the last eight bytes, in lower case; names of more than sixteen bytes are told apart by these and their length.
  @inline(__always)
  private static func words(_ key: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
    let lower: UInt64 = 0x2020_2020_2020_2020
    let count = key.count
    if count >= 8 {
      return (
        key.loadUnaligned(fromByteOffset: 0, as: UInt64.self) | lower, key.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self) | lower
      )
    }
    if count >= 4 {
      let first = key.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
      let last = key.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
      return ((UInt64(first) << 32 | UInt64(last)) | lower, 0)
    }
    var word: UInt64 = 0
    for byte in key { word = word << 8 | UInt64(byte | 0x20) }
    return (word, 0)
  }

  @inline(__always)
  private func index(_ head: UInt64, _ tail: UInt64, _ count: Int) -> Int {
    let mixed = (head ^ (tail &* 0x9e37_79b9_7f4a_7c15) ^ UInt64(truncatingIfNeeded: count)) &* 0xa076_1d64_78bd_642f
    return Int(truncatingIfNeeded: mixed &>> shift)
  }
}
