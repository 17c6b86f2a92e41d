/// Strings of one record without their escapes: in place where there are none, else copied here until the next record.
///
/// What was handed out must not move, so the arena never grows within a record: what no longer fits keeps its escapes.
/// Belongs to one decoder.
final class TextArena {
  private var arena = ByteArena()
  private var room = 0

  private static let leastRoomBytes = 64 * 1024

  /// Forgets the last record.
  func reset(recordBytes: Int, hasEscapes: Bool) {
    arena.removeAll()
    room = max(TextArena.leastRoomBytes, hasEscapes ? 3 * recordBytes : 0)
    arena.reserve(room)
  }

  @inline(__always)
  func bytes(of string: JSONString) -> UnsafeRawBufferPointer {
    string.hasEscapes ? unescapedSlow(string) : string.raw
  }

  /// `left/right`; only `left` where there is no room for both.
  func join(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard arena.count + left.count + right.count + 1 <= room else { return left }
    let start = arena.append(left)
    _ = arena.append(maximumCount: 1) { memory in
      memory.storeBytes(of: UInt8(ascii: "/"), as: UInt8.self)
      return 1
    }
    arena.append(right)
    return arena.bytes(at: start, count: arena.count - start)
  }

  private func unescapedSlow(_ string: JSONString) -> UnsafeRawBufferPointer {
    guard arena.count + string.count <= room else { return string.raw }
    let start = arena.append(maximumCount: string.count) { JSONEscapes.unescape(string.raw, into: $0) }
    return arena.bytes(at: start, count: arena.count - start)
  }
}
