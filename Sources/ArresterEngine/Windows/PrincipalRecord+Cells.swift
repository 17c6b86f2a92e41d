extension PrincipalRecord {
  /// Moves the newest windows forward so that they end where the clock stands.
  /// - Complexity: amortised O(1): each cell leaves each window once.
  @inline(__always)
  mutating func advance(_ clock: borrowing WindowClock) {
    let (cells, count) = (cells, UInt32(truncatingIfNeeded: cells.count))
    for window in 0..<clock.count {
      let start = clock.startSeconds[window]
      var first = firstCells[unchecked: window]
      guard first < count, cells[Int(first)].second < start else { continue }
      var sum = sums[unchecked: window]
      repeat {
        sum.remove(cells.pointer(Int(first)))
        first &+= 1
      } while first < count && cells[Int(first)].second < start
      sums[unchecked: window] = sum
      firstCells[unchecked: window] = first
    }
  }

  /// Counts a call that is not older than any before it. Call `advance` first.
  /// - Parameter hint: where its cell may be.
  /// - Returns: where it is.
  @inline(__always)
  mutating func addNewest(_ call: Cell, hint: Int, windowCount: Int, oldestSecond: Int, _ pool: BlockPool) -> Int {
    var index = cell(like: call, hint: hint, before: cells.count)
    if index >= 0 {
      cells.pointer(index).pointee.add(call)
    } else {
      if cells.isFull { makeRoomSlow(oldestSecond, pool) }
      index = cells.count
      cells.append(call, pool)
    }
    if call.isSaturated { hasSaturatedCell = true }
    let added = CellSums(call)
    for window in 0..<windowCount { sums[unchecked: window].add(added) }
    kept.add(added)
    return index
  }

  /// Counts a late call where it belongs, and in the sums of the newest windows that reach back to it.
  /// - Parameter clock: stands at the record's newest second.
  /// - Complexity: O(cells behind it), where it needs a cell of its own.
  mutating func addLate(_ call: Cell, _ clock: borrowing WindowClock, oldestSecond: Int, _ pool: BlockPool) {
    let end = endOfSecond(call.second)
    let known = cell(like: call, from: end - PrincipalRecord.cellsLookedAtLate, before: end)
    if known >= 0 { cells.pointer(known).pointee.add(call) } else { insertLate(call, oldestSecond, pool) }
    if call.isSaturated { hasSaturatedCell = true }
    let added = CellSums(call)
    kept.add(added)
    for window in 0..<clock.count {
      let inside = Int(call.second) >= clock.starts[window]
      if inside { sums[window].add(added) }
      if known < 0, !inside { firstCells[window] += 1 }
    }
  }

  private mutating func insertLate(_ call: Cell, _ oldestSecond: Int, _ pool: BlockPool) {
    if cells.isFull { makeRoomSlow(oldestSecond, pool) }
    cells.insert(call, at: endOfSecond(call.second), pool)
  }

  /// Takes back that a call was destructive: what it removed turned out to be the principal's own and young.
  mutating func undoDestructive(second: UInt32, session: UInt16, windowCount: Int) {
    var index = firstCell(atOrAfter: Int(second))
    while index < cells.count, cells[index].second == second {
      defer { index += 1 }
      guard cells[index].session == session, cells[index].destructive > 0 else { continue }
      cells.pointer(index).pointee.destructive -= 1
      kept.removeDestructive()
      for window in 0..<windowCount where index >= Int(firstCells[window]) { sums[window].removeDestructive() }
      return
    }
  }

  /// Forgets cells older than `second`: every window that may still be judged begins later. Only once the array is full, and
  /// only if that makes room for an eighth, so that moving what stays is paid by what goes.
  @inline(never)
  private mutating func makeRoomSlow(_ second: Int, _ pool: BlockPool) {
    let dropped = firstCell(atOrAfter: second)
    guard dropped > 0, dropped * 8 >= cells.count else { return }
    for index in 0..<dropped { kept.remove(cells.pointer(index)) }
    for window in 0..<4 {
      let first = Int(firstCells[window])
      if first < dropped { for index in first..<dropped { sums[window].remove(cells.pointer(index)) } }
      firstCells[window] = UInt32(max(0, first - dropped))
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

  /// A cell with room for the call: where the hint says, or among the last of its second, which end at `end`; -1 if there is
  /// none. A second may have two like cells, so nobody makes a long search of it by doing much in one second.
  @inline(__always)
  private func cell(like call: Cell, hint: Int, before end: Int) -> Int {
    if hint >= 0, hint < cells.count, cells[hint].isSame(call) { return hint }
    return cell(like: call, from: end - PrincipalRecord.cellsLookedAt, before: end)
  }

  @inline(__always)
  private func cell(like call: Cell, from first: Int, before end: Int) -> Int {
    var index = end - 1
    while index >= max(0, first), cells[index].second == call.second {
      if cells[index].isSame(call) { return index }
      index -= 1
    }
    return -1
  }

  private static let cellsLookedAt = 8
  /// More, as a cell of its own would move all that are newer.
  private static let cellsLookedAtLate = 512
}
