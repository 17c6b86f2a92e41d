/// A principal's window as it moves forward through its cells, so that many ends cost no more than their cells, once.
///
/// ```
/// cells   . . . . . . . . . . . . . . .
///             |---- window ----|          first ..< next
///               leave ->         enter ->
/// ```
/// Destruction is not in it. Belongs to the shard's thread.
struct WindowSlide {
  /// What the cells of the window add up to; permissions before what is excused.
  private(set) var values = WindowValues()
  private let cells: PooledArray<Cell>
  private let shape: WindowShape
  private let places: PlaceCounts?
  private var first: Int
  private var next: Int
  private var saturatedCells = 0

  /// A window that ends in the bucket of `second`.
  /// - Parameter places: scratch memory where regions and scopes are to be counted.
  /// - Complexity: O(cells in the window), or O(cells between it and the newest one) where those are fewer.
  init(_ record: UnsafeMutablePointer<PrincipalRecord>, _ shape: WindowShape, _ window: Int, endingAt second: Int, places: PlaceCounts?) {
    cells = record.pointee.cells
    self.shape = shape
    self.places = places
    let newest = Int(record.pointee.firstCells[window])
    first = record.pointee.firstCell(atOrAfter: shape.start(endingAt: second))
    next = record.pointee.firstCell(atOrAfter: shape.bucketEnd(of: second) + 1)
    if places == nil, !record.pointee.hasSaturatedCell, first <= newest, cells.count - next + newest - first < next - first {
      takeNewest(record.pointee.sums[window], newest)
    } else {
      places?.clear()
      for index in first..<next { enter(index) }
    }
  }

  /// From the sums of the newest window: what it does not reach comes in, what is later goes out.
  private mutating func takeNewest(_ sums: CellSums, _ newest: Int) {
    values.changes = Int(sums.changes)
    values.destructive = Int(sums.destructive)
    values.permissions = Int(sums.permissions)
    values.failed = Int(sums.failed)
    for index in first..<newest { enter(index) }
    for index in next..<cells.count { leave(index) }
  }

  /// Moves on to the end in the bucket of `second`, which is not earlier.
  /// - Complexity: amortised O(1) for each cell that is passed.
  @inline(__always)
  mutating func move(endingAt second: Int) {
    let end = shape.bucketEnd(of: second)
    while next < cells.count, Int(cells[next].second) <= end {
      enter(next)
      next += 1
    }
    while first < next, Int(cells[first].second) <= end - shape.seconds {
      leave(first)
      first += 1
    }
  }

  @inline(__always)
  private mutating func enter(_ index: Int) {
    let cell = cells.pointer(index)
    values.changes &+= Int(cell.pointee.changes)
    values.destructive &+= Int(cell.pointee.destructive)
    values.permissions &+= Int(cell.pointee.permissions)
    values.failed &+= Int(cell.pointee.failed)
    if cell.pointee.isSaturated { saturatedCells += 1 }
    values.isSaturated = saturatedCells > 0
    if let places, cell.pointee.changes > 0 {
      values.regions += places.enter(region: cell.pointee.region)
      values.scopes += places.enter(scope: cell.pointee.scope)
    }
  }

  @inline(__always)
  private mutating func leave(_ index: Int) {
    let cell = cells.pointer(index)
    values.changes &-= Int(cell.pointee.changes)
    values.destructive &-= Int(cell.pointee.destructive)
    values.permissions &-= Int(cell.pointee.permissions)
    values.failed &-= Int(cell.pointee.failed)
    if cell.pointee.isSaturated { saturatedCells -= 1 }
    values.isSaturated = saturatedCells > 0
    if let places, cell.pointee.changes > 0 {
      values.regions -= places.leave(region: cell.pointee.region)
      values.scopes -= places.leave(scope: cell.pointee.scope)
    }
  }
}

/// How many cells of a window are in each region and scope. Scratch memory of a shard.
struct PlaceCounts {
  private let counts: UnsafeMutablePointer<UInt32>
  private static let scopes = 64

  init() { counts = .allocate(capacity: 2 * PlaceCounts.scopes) }

  func release() { counts.deallocate() }

  func clear() { counts.initialize(repeating: 0, count: 2 * PlaceCounts.scopes) }

  /// - Returns: 1 for the first cell of its place; 0 for later ones, and for no place.
  @inline(__always)
  func enter(region: UInt8) -> Int { region < 64 ? add(Int(region)) : 0 }

  @inline(__always)
  func enter(scope: UInt8) -> Int { scope < 64 ? add(Int(scope) + PlaceCounts.scopes) : 0 }

  /// - Returns: 1 for the last cell of its place.
  @inline(__always)
  func leave(region: UInt8) -> Int { region < 64 ? remove(Int(region)) : 0 }

  @inline(__always)
  func leave(scope: UInt8) -> Int { scope < 64 ? remove(Int(scope) + PlaceCounts.scopes) : 0 }

  @inline(__always)
  private func add(_ index: Int) -> Int {
    counts[index] &+= 1
    return counts[index] == 1 ? 1 : 0
  }

  @inline(__always)
  private func remove(_ index: Int) -> Int {
    counts[index] &-= 1
    return counts[index] == 0 ? 1 : 0
  }
}
