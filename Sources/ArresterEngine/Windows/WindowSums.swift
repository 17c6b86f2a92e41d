/// Sums over the cells of the window that ends in the principal's newest bucket.
struct WindowSums: BitwiseCopyable {
  /// Index of the window's first cell.
  var firstCell: UInt32 = 0
  var changes: UInt32 = 0
  var destructive: UInt32 = 0
  var permissions: UInt32 = 0
  var failed: UInt32 = 0

  @inline(__always)
  mutating func add(_ cell: Cell) {
    changes &+= UInt32(cell.changes)
    destructive &+= UInt32(cell.destructive)
    permissions &+= UInt32(cell.permissions)
    failed &+= UInt32(cell.failed)
  }

  @inline(__always)
  mutating func remove(_ cell: Cell) {
    changes &-= UInt32(cell.changes)
    destructive &-= UInt32(cell.destructive)
    permissions &-= UInt32(cell.permissions)
    failed &-= UInt32(cell.failed)
  }
}
