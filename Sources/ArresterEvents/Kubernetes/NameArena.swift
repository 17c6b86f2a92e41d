/// Names that are put together, kept until the next record.
///
/// What was handed out must not move, so the arena never grows within a record: what no longer fits is left as it is, without what
/// stands before it. Belongs to one decoder.
final class NameArena {
  private var arena = ByteArena()
  private var room = 0

  private static let leastRoomBytes = 64 * 1024
  /// Beside the room for names: what `keep` may be given in all for one record.
  static let keptBytes = 32

  /// Forgets the last record's names.
  func reset(recordBytes: Int) {
    arena.removeAll()
    room = max(NameArena.leastRoomBytes, 2 * recordBytes)
    arena.reserve(room + NameArena.keptBytes)
  }

  func join(_ left: UnsafeRawBufferPointer, _ separator: StaticString, _ right: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let count = left.count + separator.utf8CodeUnitCount + right.count
    guard arena.count + count <= room else { return right }
    let start = arena.append(left)
    _ = arena.append(separator)
    arena.append(right)
    return arena.bytes(at: start, count: count)
  }

  /// A copy that needs no room of names: once for a record, and at most `keptBytes` long.
  func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    precondition(bytes.count <= NameArena.keptBytes && arena.count <= room)
    let start = arena.append(bytes)
    return arena.bytes(at: start, count: bytes.count)
  }

  /// Text of the program itself, which is always there.
  static func constant(_ word: StaticString) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
  }
}
