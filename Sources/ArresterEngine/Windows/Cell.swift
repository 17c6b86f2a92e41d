/// What one principal did in one second, in one session, region and scope. 24 bytes.
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
  var destructive: UInt16 = 0
  var permissions: UInt16 = 0
  var failed: UInt16 = 0
  /// Successful calls that a service made for the principal.
  var fanOut: UInt16 = 0
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

  /// The counters are 16 bits wide; a busier second takes another cell.
  @inline(__always)
  var isFull: Bool { changes == .max || failed == .max || fanOut == .max }

  @inline(__always)
  func isSame(_ second: UInt32, _ session: UInt16, _ region: UInt8, _ scope: UInt8) -> Bool {
    self.second == second && self.session == session && self.region == region && self.scope == scope && !isFull
  }
}
