/// What cells add up to. Fan-out is in none of it.
struct CellSums: BitwiseCopyable {
  var changes: UInt32 = 0
  var destructive: UInt32 = 0
  var permissions: UInt32 = 0
  var failed: UInt32 = 0

  init() {}

  /// Of one cell.
  @inline(__always)
  init(_ cell: Cell) {
    changes = UInt32(cell.changes)
    destructive = UInt32(cell.destructive)
    permissions = UInt32(cell.permissions)
    failed = UInt32(cell.failed)
  }

  @inline(__always)
  mutating func add(_ other: CellSums) {
    changes &+= other.changes
    destructive &+= other.destructive
    permissions &+= other.permissions
    failed &+= other.failed
  }

  @inline(__always)
  mutating func remove(_ cell: UnsafePointer<Cell>) {
    changes &-= UInt32(cell.pointee.changes)
    destructive &-= UInt32(cell.pointee.destructive)
    permissions &-= UInt32(cell.pointee.permissions)
    failed &-= UInt32(cell.pointee.failed)
  }
}

/// The window that ends in the principal's newest bucket.
struct WindowSums: BitwiseCopyable {
  /// Index of the window's first cell.
  var firstCell: UInt32 = 0
  var cells = CellSums()
}
