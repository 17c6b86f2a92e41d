/// Remembers which events came already, for as long as the same could still be accepted. One platform of one input; one thread.
///
/// Open addressing over 16-byte entries; what is too old goes when the table is next rebuilt. Bounded: at the limit the older
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
    var content: UInt32 = 0
    /// Event time in seconds; 0: an empty slot.
    var second: UInt32 = 0
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
    let short = UInt32(truncatingIfNeeded: content >> 32)
    var answer = Answer.new
    var index = Int(truncatingIfNeeded: identifier) & (entries.count - 1)
    while entries[index].second != 0 {
      if entries[index].identifier == identifier, Int64(entries[index].second) >= oldestSecond {
        if entries[index].content == short, entries[index].second == second { return .duplicate }
        answer = .reused
      }
      index = (index + 1) & (entries.count - 1)
    }
    entries[index] = Entry(identifier: identifier, content: short, second: max(1, second))
    count += 1
    return answer
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
    count = live.count
    for entry in live {
      var index = Int(truncatingIfNeeded: entry.identifier) & (capacity - 1)
      while entries[index].second != 0 { index = (index + 1) & (capacity - 1) }
      entries[index] = entry
    }
  }
}
