/// What the baseline of one principal gave at each of its changes: kept where it changed, to be asked again in any order.
struct LearntHistory {
  private var seconds: [Int64] = []
  private var limits: [InlineArray<4, Int>] = []

  var isEmpty: Bool { seconds.isEmpty }

  /// - Parameter second: event time, no earlier than that of the last.
  mutating func note(_ found: InlineArray<4, Int>, at second: Int64) {
    let last = limits.last ?? InlineArray(repeating: 0)
    guard found.indices.contains(where: { found[$0] != last[$0] }) else { return }
    if seconds.last == second {
      limits[limits.count - 1] = found
    } else {
      seconds.append(second)
      limits.append(found)
    }
  }

  /// 0 where nothing is known.
  func newest(_ window: Int) -> Int { limits.last?[window] ?? 0 }

  /// - Parameter second: of a change.
  /// - Complexity: O(log changes of the limits).
  func limit(_ window: Int, at second: Int64) -> Int {
    var (low, high) = (0, seconds.count)
    while low < high {
      let middle = (low + high) / 2
      if seconds[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? limits[low - 1][window] : 0
  }
}
