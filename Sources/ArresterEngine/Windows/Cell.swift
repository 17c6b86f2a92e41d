/// What one principal did in one second, in one session, region and scope. 16 bytes, four to a cache line.
///
/// All windows are made of whole seconds, so any window of any width is a run of cells.
struct Cell: BitwiseCopyable {
  /// Since 1970.
  var second: UInt32
  var session: UInt16
  /// Index into the principal's regions; `Cell.nowhere` for global services.
  var region: UInt8
  var scope: UInt8
  /// Successful calls, fan-out left out.
  var changes: UInt16 = 0
  var failed: UInt16 = 0
  var destructive: UInt8 = 0
  var permissions: UInt8 = 0
  /// Successful calls that a service made for the principal.
  var fanOut: UInt8 = 0
  var isSaturated = false

  static let nowhere: UInt8 = 255

  init(second: UInt32, session: UInt16, region: UInt8, scope: UInt8) {
    self.second = second
    self.session = session
    self.region = region
    self.scope = scope
  }

  /// A window that ends in this second's bucket is judged.
  @inline(__always)
  var holdsCountedChange: Bool { changes > 0 || fanOut > 0 }

  /// The counters are 8 and 16 bits wide; a busier second takes another cell.
  @inline(__always)
  var isFull: Bool { changes == .max || failed == .max || destructive == .max || permissions == .max || fanOut == .max }

  @inline(__always)
  func isSame(_ other: Cell) -> Bool {
    second == other.second && session == other.session && region == other.region && scope == other.scope && !isFull
  }

  /// Adds a cell of one call.
  @inline(__always)
  mutating func add(_ call: Cell) {
    changes &+= call.changes
    failed &+= call.failed
    destructive &+= call.destructive
    permissions &+= call.permissions
    fanOut &+= call.fanOut
    isSaturated = isSaturated || call.isSaturated
  }
}
