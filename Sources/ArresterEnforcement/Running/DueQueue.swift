import ArresterBreaker

/// Keys by the time at which something is due for them: a binary heap, the earliest first, in order of arrival where times are equal.
///
/// What is no longer meant stays in the heap until it comes up or `compact` is called; the owner knows by the ticket.
struct DueQueue {
  struct Item {
    var time: Int64
    var ticket: UInt64
    var key: BreakerKey

    fileprivate func precedes(_ other: Item) -> Bool { (time, ticket) < (other.time, other.ticket) }
  }

  private var items: [Item] = []

  var count: Int { items.count }
  var first: Item? { items.first }

  /// - Complexity: O(log count).
  mutating func insert(_ item: Item) {
    items.append(item)
    var child = items.count - 1
    while child > 0, items[child].precedes(items[(child - 1) / 2]) {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// - Complexity: O(log count).
  mutating func removeFirst() -> Item? {
    guard let first = items.first, let last = items.popLast() else { return nil }
    if !items.isEmpty {
      items[0] = last
      sink()
    }
    return first
  }

  /// Makes the first one that is meant the first.
  mutating func dropStale(keeping isMeant: (Item) -> Bool) {
    while let item = first, !isMeant(item) { _ = removeFirst() }
  }

  /// Drops everything that is no longer meant.
  mutating func compact(keeping isMeant: (Item) -> Bool) {
    let meant = items.filter(isMeant)
    items = meant.sorted { $0.precedes($1) }
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < items.count && items[child].precedes(items[least]) { least = child }
      guard least != parent else { return }
      items.swapAt(parent, least)
      parent = least
    }
  }
}
