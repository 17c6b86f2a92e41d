/// What cells add up to. Fan-out is in none of it.
struct CellSums: BitwiseCopyable {
  /// In the order of a cell's counts, so that a cell is added at once.
  private var lanes: SIMD4<UInt32> = .zero

  @inline(__always)
  init() {}

  /// Of one cell.
  @inline(__always)
  init(_ cell: Cell) { lanes = SIMD4(truncatingIfNeeded: cell.counts) }

  @inline(__always)
  var changes: UInt32 { lanes[0] }
  @inline(__always)
  var destructive: UInt32 { lanes[1] }
  @inline(__always)
  var permissions: UInt32 { lanes[2] }
  @inline(__always)
  var failed: UInt32 { lanes[3] }

  @inline(__always)
  mutating func add(_ other: CellSums) { lanes &+= other.lanes }

  @inline(__always)
  mutating func remove(_ cell: UnsafePointer<Cell>) { lanes &-= SIMD4(truncatingIfNeeded: cell.pointee.counts) }

  /// One call less was destructive.
  @inline(__always)
  mutating func removeDestructive() { lanes[1] &-= 1 }
}
