import ArresterBase
import CMachine

/// Remembers which events came already, for as long as the same could still be accepted. One platform of one input; one thread.
///
/// Open addressing over 24-byte entries. The first event of an identifier stands where the identifier's hash says, later ones of
/// the same where identifier and content say: whoever uses one identifier again and again makes no long search of it; what is too old goes when the table is next rebuilt. Bounded: at the limit the older
/// half is forgotten, and counted.
final class IdentifierMemory {
  enum Answer {
    case new
    /// The same identifier, time, principal, action and resources.
    case duplicate
    /// The same identifier with other content: it counts.
    case reused
  }

  private struct Entry {
    var identifier: UInt64 = 0
    /// 31 bits of the content's hash; the lowest bit says that it stands under the identifier alone.
    var content: UInt32 = 0
    /// Event time in seconds; 0: an empty slot.
    var second: UInt32 = 0
    /// Of a first one: the newest event time of its identifier.
    var newest: UInt32 = 0

    var isFirst: Bool { content & 1 == 1 }

    func isSame(_ identifier: UInt64, _ content: UInt32, _ second: UInt32) -> Bool {
      self.identifier == identifier && self.content >> 1 == content >> 1 && self.second == second
    }
  }

  private var entries: [Entry]
  private var count = 0
  private let limit: Int
  private(set) var forgottenAtLimit = 0

  init(limit: Int) {
    self.limit = max(1024, limit)
    entries = Array(repeating: Entry(), count: 4096)
  }

  /// - Parameter oldestSecond: events before this are refused as too late before anyone asks here.
  /// - Complexity: O(1), amortised.
  func note(identifier: UInt64, content: UInt64, second: UInt32, oldestSecond: Int64) -> Answer {
    if count * 2 >= entries.count { rebuild(oldestSecond) }
    let short = UInt32(truncatingIfNeeded: Hash64.combine(content, identifier) >> 32) | 1
    return insert(Entry(identifier: identifier, content: short, second: max(1, second)), oldestSecond)
  }

  /// Has fetched meanwhile what `note` will look at first.
  @inline(__always)
  func foresee(identifier: UInt64) {
    entries.withUnsafeBufferPointer { arrester_prefetch($0.baseAddress! + Int(truncatingIfNeeded: identifier) & ($0.count &- 1)) }
  }

  private func insert(_ entry: Entry, _ oldestSecond: Int64) -> Answer {
    var index = Int(truncatingIfNeeded: entry.identifier) & (entries.count - 1)
    while entries[index].second != 0 {
      if entries[index].isFirst, entries[index].identifier == entry.identifier {
        return insertLater(entry, firstIndex: index, oldestSecond)
      }
      index = (index + 1) & (entries.count - 1)
    }
    place(entry, at: index)
    entries[index].newest = entry.second
    return .new
  }

  private func insertLater(_ entry: Entry, firstIndex: Int, _ oldestSecond: Int64) -> Answer {
    if entries[firstIndex].isSame(entry.identifier, entry.content, entry.second) { return .duplicate }
    var index = Int(truncatingIfNeeded: Hash64.combine(entry.identifier, UInt64(entry.content))) & (entries.count - 1)
    while entries[index].second != 0 {
      if !entries[index].isFirst, entries[index].isSame(entry.identifier, entry.content, entry.second) { return .duplicate }
      index = (index + 1) & (entries.count - 1)
    }
    place(Entry(identifier: entry.identifier, content: entry.content & ~1, second: entry.second), at: index)
    // Where all of its identifier has expired, it is new.
    let isReused = Int64(entries[firstIndex].newest) >= oldestSecond
    entries[firstIndex].newest = max(entries[firstIndex].newest, entry.second)
    return isReused ? .reused : .new
  }

  private func place(_ entry: Entry, at index: Int) {
    entries[index] = entry
    count += 1
  }

  private func rebuild(_ oldestSecond: Int64) {
    var live = entries.filter { $0.second != 0 && Int64($0.second) >= oldestSecond }
    if live.count > limit {
      live.sort { $0.second > $1.second }
      forgottenAtLimit += live.count - limit / 2
      live.removeLast(live.count - limit / 2)
    }
    var capacity = 4096
    while capacity < live.count * 4 { capacity *= 2 }
    entries = Array(repeating: Entry(), count: capacity)
    count = 0
    for entry in live { _ = insert(Entry(identifier: entry.identifier, content: entry.content | 1, second: entry.second), oldestSecond) }
  }
}
