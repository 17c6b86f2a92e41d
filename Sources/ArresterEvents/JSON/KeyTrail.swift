/// Finds the fields of one kind of object by its keys, whatever their case: some stores fold CloudTrail's keys to lower case.
///
/// Keys come in nearly the same order each time: each is held against the one that followed the key before it last time, and looked up
/// in a table only where it is another. Keys that name no field are learnt too, as long as there is room; a stream of ever new ones is
/// looked up key by key. Belongs to one thread.
final class KeyTrail<Field: RawRepresentable> where Field.RawValue == UInt8 {
  /// Where a walk over an object's keys is.
  typealias Place = Int

  private struct Slot {
    var words = KeyWords()
    /// The slot of the key that came next the last time.
    var next: Int32 = -1
    var field: UInt8 = 0
    var isTaken: Bool { words.count != 0 }
  }

  private let slots: UnsafeMutablePointer<Slot>
  private let mask: Int
  private let shift: UInt64
  private var room: Int

  /// - Parameters:
  ///   - names: the key of each field. Keys are told apart by their first and last eight bytes, in lower case, and their length.
  ///   - other: what a key is that names no field: the enumeration's first case.
  init(_ names: [(Field, StaticString)], other: Field) {
    precondition(other.rawValue == 0)
    let bits = UInt64(Int.bitWidth - max(16, names.count * 8 - 1).leadingZeroBitCount)
    mask = 1 << Int(bits) - 1
    shift = 64 - bits
    room = (mask + 1) / 2 - names.count
    slots = .allocate(capacity: mask + 2)
    slots.initialize(repeating: Slot(), count: mask + 2)
    for (field, name) in names {
      let words = KeyWords(UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
      slots[place(of: words)] = Slot(words: words, field: field.rawValue)
    }
  }

  deinit { slots.deallocate() }

  /// Before an object's first key.
  var beginning: Place { mask + 1 }

  /// The field that the next key names.
  /// - Complexity: where the key follows as it did before, three comparisons; else a look into the table. No allocation.
  @inline(__always)
  func field(of key: JSONString, after place: inout Place) -> Field {
    let words = KeyWords(key.raw)
    let next = Int(slots[place].next)
    if next >= 0, slots[next].words == words {
      place = next
    } else {
      turn(&place, words)
      guard slots[place].words == words else { return KeyTrail.field(0) }
    }
    return KeyTrail.field(slots[place].field)
  }

  /// Goes on where the key stands in the table; stays where it was if it stands nowhere and there is no room.
  private func turn(_ place: inout Place, _ words: KeyWords) {
    let found = self.place(of: words)
    if !slots[found].isTaken {
      guard room > 0, words.count > 0 else { return }
      room -= 1
      slots[found].words = words
    }
    slots[place].next = Int32(truncatingIfNeeded: found)
    place = found
  }

  /// An enumeration of UInt8 from 0 without gaps is its raw value; `init(rawValue:)` would be a call.
  @inline(__always)
  private static func field(_ rawValue: UInt8) -> Field { unsafeBitCast(rawValue, to: Field.self) }

  private func place(of words: KeyWords) -> Int {
    var index = Int(truncatingIfNeeded: words.mixed &>> shift)
    while slots[index].isTaken, slots[index].words != words { index = (index &+ 1) & mask }
    return index
  }
}

/// A key in three words: its length, and its first and last eight bytes in lower case.
struct KeyWords: Equatable {
  private(set) var head: UInt64 = 0
  private(set) var tail: UInt64 = 0
  private(set) var count: UInt32 = 0

  init() {}

  @inline(__always)
  init(_ key: UnsafeRawBufferPointer) {
    let lower: UInt64 = 0x2020_2020_2020_2020
    let length = key.count
    count = UInt32(truncatingIfNeeded: length)
    if length >= 8 {
      head = key.loadUnaligned(fromByteOffset: 0, as: UInt64.self) | lower
      tail = key.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self) | lower
    } else if length >= 4 {
      let first = key.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
      let last = key.loadUnaligned(fromByteOffset: length &- 4, as: UInt32.self)
      head = (UInt64(first) << 32 | UInt64(last)) | lower
    } else {
      for byte in key { head = head << 8 | UInt64(byte | 0x20) }
    }
  }

  @inline(__always)
  static func == (left: KeyWords, right: KeyWords) -> Bool {
    (left.head ^ right.head) | (left.tail ^ right.tail) | UInt64(left.count ^ right.count) == 0
  }

  var mixed: UInt64 { (head ^ (tail &* 0x9e37_79b9_7f4a_7c15) ^ UInt64(count)) &* 0xa076_1d64_78bd_642f }
}
