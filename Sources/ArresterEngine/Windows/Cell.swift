/// What one principal did in one second, in one session, region and scope. 12 bytes: most of what is kept of a quiet principal.
///
/// All windows are made of whole seconds, so any window of any width is a run of cells.
struct Cell: BitwiseCopyable {
  /// Since 1970.
  var second: UInt32
  /// Session (16 bits), region (7), scope (7), and two marks.
  private var place: UInt32
  /// Successful calls but for fan-out, destructive ones, changes of permissions, failed ones.
  var counts: SIMD4<UInt8> = .zero

  /// In place of a region or scope: a global service's, or one that does not count.
  static let nowhere: UInt8 = 127

  private static let fanOutMark: UInt32 = 1 << 30
  private static let saturatedMark: UInt32 = 1 << 31
  private static let marks = fanOutMark | saturatedMark

  /// - Parameters:
  ///   - region: index into the principal's regions; `Cell.nowhere` for none.
  ///   - scope: likewise.
  @inline(__always)
  init(second: UInt32, session: UInt16, region: UInt8, scope: UInt8) {
    self.second = second
    place = UInt32(session) | UInt32(region & Cell.nowhere) << 16 | UInt32(scope & Cell.nowhere) << 23
  }

  @inline(__always)
  var session: UInt16 { UInt16(truncatingIfNeeded: place) }
  @inline(__always)
  var region: UInt8 { UInt8(truncatingIfNeeded: place >> 16) & Cell.nowhere }
  @inline(__always)
  var scope: UInt8 { UInt8(truncatingIfNeeded: place >> 23) & Cell.nowhere }

  @inline(__always)
  var changes: UInt8 {
    get { counts[0] }
    set { counts[0] = newValue }
  }
  @inline(__always)
  var destructive: UInt8 {
    get { counts[1] }
    set { counts[1] = newValue }
  }
  @inline(__always)
  var permissions: UInt8 {
    get { counts[2] }
    set { counts[2] = newValue }
  }
  @inline(__always)
  var failed: UInt8 {
    get { counts[3] }
    set { counts[3] = newValue }
  }

  /// A service made successful calls for the principal.
  @inline(__always)
  var holdsFanOut: Bool {
    get { place & Cell.fanOutMark != 0 }
    set { place = newValue ? place | Cell.fanOutMark : place & ~Cell.fanOutMark }
  }

  @inline(__always)
  var isSaturated: Bool {
    get { place & Cell.saturatedMark != 0 }
    set { place = newValue ? place | Cell.saturatedMark : place & ~Cell.saturatedMark }
  }

  /// A window that ends in this second's bucket is judged.
  @inline(__always)
  var holdsCountedChange: Bool { changes > 0 || holdsFanOut }

  /// A counter has no room for one more; a busier second takes another cell.
  @inline(__always)
  var isFull: Bool {
    // Some byte of the four is 255: its complement is zero, and borrows.
    let rest = ~unsafeBitCast(counts, to: UInt32.self)
    return (rest &- 0x0101_0101) & ~rest & 0x8080_8080 != 0
  }

  @inline(__always)
  func isSame(_ other: Cell) -> Bool { second == other.second && (place ^ other.place) & ~Cell.marks == 0 && !isFull }

  /// Adds a cell of one call.
  @inline(__always)
  mutating func add(_ call: Cell) {
    counts &+= call.counts
    place |= call.place & Cell.marks
  }
}
