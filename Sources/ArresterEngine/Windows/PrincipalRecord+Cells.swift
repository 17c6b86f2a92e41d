/// One call, as it is added to a cell.
struct CellIncrement {
  var second: UInt32
  var session: UInt16
  var region: UInt8
  var scope: UInt8
  var isFailed = false
  var isFanOut = false
  var isDestructive = false
  var isPermission = false
  var isSaturated = false
}

extension PrincipalRecord {
  /// Moves the newest windows forward so that they end in the bucket of `second`.
  /// - Complexity: amortised O(1): each cell leaves each window once.
  mutating func advance(to second: UInt32, _ shapes: [WindowShape]) {
    for index in shapes.indices {
      let start = shapes[index].start(endingAt: Int(second))
      var first = Int(sums[index].firstCell)
      while first < cells.count, Int(cells[first].second) < start {
        sums[index].remove(cells[first])
        first += 1
      }
      sums[index].firstCell = UInt32(first)
    }
  }

  /// Counts a call that is not older than any before it. Call `advance` first.
  mutating func addNewest(_ increment: CellIncrement, windowCount: Int, _ pool: BlockPool) {
    let index = cellIndex(increment, from: cells.count, pool)
    add(increment, to: index)
    for window in 0..<windowCount { sums[window].add(increment.asCell) }
  }

  /// Counts a late call where it belongs, and the sums of the newest windows that reach back to it.
  /// - Complexity: O(cells behind it).
  mutating func addLate(_ increment: CellIncrement, _ shapes: [WindowShape], _ pool: BlockPool) {
    let before = cells.count
    let position = endOfSecond(increment.second)
    let index = cellIndex(increment, from: position, pool)
    let wasInserted = cells.count > before
    add(increment, to: index)
    for window in shapes.indices {
      let inside = Int(increment.second) >= shapes[window].start(endingAt: Int(newestSecond))
      if inside { sums[window].add(increment.asCell) }
      if wasInserted, !inside { sums[window].firstCell += 1 }
    }
  }

  /// Takes back that a call was destructive: what it removed turned out to be the principal's own and young.
  mutating func undoDestructive(second: UInt32, session: UInt16, _ shapes: [WindowShape]) {
    for index in 0..<cells.count where cells[index].second == second && cells[index].session == session && cells[index].destructive > 0 {
      cells.pointer(index).pointee.destructive -= 1
      for window in shapes.indices where index >= Int(sums[window].firstCell) { sums[window].destructive &-= 1 }
      return
    }
  }

  /// Forgets cells older than `second`; every window that may still be judged begins later.
  mutating func dropCells(before second: Int) {
    let dropped = firstCell(atOrAfter: second)
    // Moving what stays is paid by what goes.
    guard dropped * 2 >= cells.count, dropped > 0 else { return }
    for window in 0..<4 {
      let first = Int(sums[window].firstCell)
      if first < dropped { for index in first..<dropped { sums[window].remove(cells[index]) } }
      sums[window].firstCell = UInt32(max(0, first - dropped))
    }
    cells.removeFirst(dropped)
  }

  /// Index of the first cell of `second` or later. O(log cells).
  func firstCell(atOrAfter second: Int) -> Int {
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if Int(cells[middle].second) < second { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func endOfSecond(_ second: UInt32) -> Int {
    if cells.isEmpty || cells[cells.count - 1].second <= second { return cells.count }
    return firstCell(atOrAfter: Int(second) + 1)
  }

  /// The cell for the increment among those of its second, which end at `end`; a new one behind them if there is none.
  private mutating func cellIndex(_ increment: CellIncrement, from end: Int, _ pool: BlockPool) -> Int {
    var index = end - 1
    while index >= 0, cells[index].second == increment.second {
      if cells[index].isSame(increment.second, increment.session, increment.region, increment.scope) { return index }
      index -= 1
    }
    let cell = Cell(second: increment.second, session: increment.session, region: increment.region, scope: increment.scope)
    if end == cells.count { cells.append(cell, pool) } else { cells.insert(cell, at: end, pool) }
    return end
  }

  private mutating func add(_ increment: CellIncrement, to index: Int) {
    if increment.isSaturated { hasSaturatedCell = true }
    let added = increment.asCell
    let cell = cells.pointer(index)
    cell.pointee.changes += added.changes
    cell.pointee.destructive += added.destructive
    cell.pointee.permissions += added.permissions
    cell.pointee.failed += added.failed
    cell.pointee.fanOut += added.fanOut
    cell.pointee.isSaturated = cell.pointee.isSaturated || increment.isSaturated
  }
}

extension CellIncrement {
  /// A cell with this call alone. Fan-out counts in neither velocity nor ratio.
  var asCell: Cell {
    var cell = Cell(second: second, session: session, region: region, scope: scope)
    if isFailed {
      cell.failed = 1
    } else if isFanOut {
      cell.fanOut = 1
    } else {
      cell.changes = 1
      cell.destructive = isDestructive ? 1 : 0
      cell.permissions = isPermission ? 1 : 0
    }
    return cell
  }
}
