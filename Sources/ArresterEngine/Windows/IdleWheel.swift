import ArresterEvents

/// Principals by the minute of their last event, oldest first: which to forget, without a search.
///
/// Lists through the records, one for each minute of a ring and platform. A principal that is active again stays where it is
/// filed, and is filed anew when its old minute comes up: so an event touches no record but its own. Belongs to the shard's thread.
struct IdleWheel {
  private let minutes: Int
  private var heads: [Int32]
  private var tails: [Int32]
  /// The oldest minute that may have principals, by platform.
  private var oldest: [Int32]

  /// A record, and the one before it in its list: -1 for none.
  private struct Place {
    var slot: Int
    var previous: Int32
    var index: Int32
  }

  /// - Parameter horizonSeconds: how long an idle principal is kept.
  init(horizonSeconds: Int) {
    minutes = horizonSeconds / 60 + 3
    heads = Array(repeating: -1, count: minutes * Platform.allCases.count)
    tails = heads
    oldest = Array(repeating: -1, count: Platform.allCases.count)
  }

  private func slot(_ platform: Platform, _ minute: Int32) -> Int { Int(platform.rawValue) * minutes + Int(minute) % minutes }

  /// Notes activity of the record at `index`. O(1), and nothing but a store for one that is filed already.
  @inline(__always)
  mutating func touch(_ index: Int32, minute: Int32, _ slab: RecordSlab) {
    let record = slab[index]
    guard record.pointee.activeMinute < minute else { return }
    record.pointee.activeMinute = minute
    if record.pointee.filedMinute < 0 { file(index, slab) }
  }

  private mutating func file(_ index: Int32, _ slab: RecordSlab) {
    let record = slab[index]
    let (row, minute) = (Int(record.pointee.platform.rawValue), record.pointee.activeMinute)
    if oldest[row] < 0 || minute < oldest[row] { oldest[row] = minute }
    record.pointee.filedMinute = minute
    record.pointee.next = -1
    let slot = slot(record.pointee.platform, minute)
    if tails[slot] >= 0 { slab[tails[slot]].pointee.next = index } else { heads[slot] = index }
    tails[slot] = index
  }

  private mutating func unlink(_ place: Place, _ slab: RecordSlab) {
    let next = slab[place.index].pointee.next
    if place.previous >= 0 { slab[place.previous].pointee.next = next } else { heads[place.slot] = next }
    if next < 0 { tails[place.slot] = place.previous }
    slab[place.index].pointee.next = -1
    slab[place.index].pointee.filedMinute = -1
  }

  /// Whether some minute older than `minute` has not been looked at.
  @inline(__always)
  func isBehind(_ platform: Platform, _ minute: Int32) -> Bool {
    let first = oldest[Int(platform.rawValue)]
    return first >= 0 && first < minute
  }

  /// A principal of `platform` whose last event is older than `minute`; nil once there is none.
  /// - Parameter steps: how many may still be looked at; counted down. At 0 there may be more.
  mutating func popOlder(than minute: Int32, _ platform: Platform, steps: inout Int, _ slab: RecordSlab) -> Int32? {
    let row = Int(platform.rawValue)
    while oldest[row] >= 0, oldest[row] < minute, steps > 0 {
      let slot = slot(platform, oldest[row])
      let head = heads[slot]
      guard head >= 0 else {
        // A full turn of empty minutes: nothing is left behind them.
        oldest[row] = minute - oldest[row] > Int32(minutes) ? minute - Int32(minutes) : oldest[row] + 1
        continue
      }
      steps -= 1
      unlink(Place(slot: slot, previous: -1, index: head), slab)
      guard slab[head].pointee.activeMinute > oldest[row] else { return head }
      file(head, slab)
    }
    return nil
  }

  /// Takes out the longest idle principal that `mayGo`, looking at no more than `steps` of each platform: of more than that,
  /// the longest idle among those.
  mutating func takeLongestIdle(steps: Int, _ slab: RecordSlab, mayGo: (Int32) -> Bool) -> Int32? {
    var longest: Place?
    for row in oldest.indices where oldest[row] >= 0 {
      guard let found = longestIdle(row, steps, slab, mayGo) else { continue }
      if let known = longest, slab[known.index].pointee.activeMinute <= slab[found.index].pointee.activeMinute { continue }
      longest = found
    }
    guard let longest else { return nil }
    unlink(longest, slab)
    return longest.index
  }

  private mutating func longestIdle(_ row: Int, _ steps: Int, _ slab: RecordSlab, _ mayGo: (Int32) -> Bool) -> Place? {
    var left = steps
    for offset in 0..<Int32(minutes) {
      let minute = oldest[row] + offset
      let slot = row * minutes + Int(minute) % minutes
      var place = Place(slot: slot, previous: -1, index: heads[slot])
      while place.index >= 0 {
        let next = slab[place.index].pointee.next
        if slab[place.index].pointee.activeMinute > minute, left > 0 {
          unlink(place, slab)
          file(place.index, slab)
        } else {
          if mayGo(place.index) { return place }
          place.previous = place.index
        }
        place.index = next
        left -= 1
        if left < -steps { return nil }
      }
    }
    return nil
  }
}
