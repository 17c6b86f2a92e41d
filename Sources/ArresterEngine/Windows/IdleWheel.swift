import ArresterEvents

/// Principals by the minute of their last event, oldest first: which to forget, without a search.
///
/// Doubly linked lists through the records, one for each minute of a ring and platform. Belongs to the shard's thread.
struct IdleWheel {
  private let minutes: Int
  private var heads: [Int32]
  private var tails: [Int32]
  /// The oldest minute that may have principals, by platform.
  private var oldest: [Int32]

  /// - Parameter horizonSeconds: how long an idle principal is kept.
  init(horizonSeconds: Int) {
    minutes = horizonSeconds / 60 + 3
    heads = Array(repeating: -1, count: minutes * Platform.allCases.count)
    tails = heads
    oldest = Array(repeating: -1, count: Platform.allCases.count)
  }

  private func slot(_ platform: Platform, _ minute: Int32) -> Int { Int(platform.rawValue) * minutes + Int(minute) % minutes }

  /// Notes activity of the record at `index`. O(1).
  mutating func touch(_ index: Int32, minute: Int32, _ slab: RecordSlab) {
    let record = slab[index]
    guard record.pointee.minute < minute else { return }
    if record.pointee.minute >= 0 { unlink(index, slab) }
    let platform = Int(record.pointee.platform.rawValue)
    if oldest[platform] < 0 || minute < oldest[platform] { oldest[platform] = minute }
    record.pointee.minute = minute
    let slot = slot(record.pointee.platform, minute)
    record.pointee.previous = tails[slot]
    record.pointee.next = -1
    if tails[slot] >= 0 { slab[tails[slot]].pointee.next = index } else { heads[slot] = index }
    tails[slot] = index
  }

  mutating func unlink(_ index: Int32, _ slab: RecordSlab) {
    let record = slab[index]
    let slot = slot(record.pointee.platform, record.pointee.minute)
    let (previous, next) = (record.pointee.previous, record.pointee.next)
    if previous >= 0 { slab[previous].pointee.next = next } else { heads[slot] = next }
    if next >= 0 { slab[next].pointee.previous = previous } else { tails[slot] = previous }
    record.pointee.previous = -1
    record.pointee.next = -1
    record.pointee.minute = -1
  }

  /// Whether some minute older than `minute` has not been looked at.
  @inline(__always)
  func isBehind(_ platform: Platform, _ minute: Int32) -> Bool {
    let first = oldest[Int(platform.rawValue)]
    return first >= 0 && first < minute
  }

  /// A principal of `platform` whose last event is older than `minute`; nil once there is none.
  mutating func popOlder(than minute: Int32, _ platform: Platform, _ slab: RecordSlab) -> Int32? {
    let row = Int(platform.rawValue)
    while oldest[row] >= 0, oldest[row] < minute {
      let head = heads[slot(platform, oldest[row])]
      if head >= 0 {
        unlink(head, slab)
        return head
      }
      // A full turn of empty minutes: nothing is left behind them.
      oldest[row] = minute - oldest[row] > Int32(minutes) ? minute - Int32(minutes) : oldest[row] + 1
    }
    return nil
  }

  /// The longest idle principal that `mayGo`, looking at no more than `steps` of each platform.
  func longestIdle(steps: Int, _ slab: RecordSlab, mayGo: (Int32) -> Bool) -> Int32? {
    var longest: Int32?
    for row in oldest.indices where oldest[row] >= 0 {
      guard let found = longestIdle(row, steps, slab, mayGo) else { continue }
      if let known = longest, slab[known].pointee.minute <= slab[found].pointee.minute { continue }
      longest = found
    }
    return longest
  }

  private func longestIdle(_ row: Int, _ steps: Int, _ slab: RecordSlab, _ mayGo: (Int32) -> Bool) -> Int32? {
    var left = steps
    for offset in 0..<Int32(minutes) {
      var index = heads[row * minutes + Int(oldest[row] + offset) % minutes]
      while index >= 0, left > 0 {
        if mayGo(index) { return index }
        left -= 1
        index = slab[index].pointee.next
      }
    }
    return nil
  }
}
