import ArresterEvents

/// The principals whose every change is told, by the hash that their frames carry: 64 bits under a seed that nobody outside of
/// the process knows. Belongs to the shard's thread.
struct WatchList {
  final class Entry {
    let key: LatchKey
    var damage = Damage()

    init(_ key: LatchKey) { self.key = key }
  }

  private var entries: [UInt64: Entry] = [:]
  private let limit: Int
  /// Keys that found the list full.
  private(set) var overflows = 0

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { entries.isEmpty }

  /// - Parameter hash: of platform, principal and kind.
  subscript(hash: UInt64) -> Entry? { entries[hash] }

  /// - Returns: false where there is no room.
  mutating func insert(_ key: LatchKey, hash: UInt64) -> Bool {
    if entries[hash] != nil { return true }
    guard entries.count < limit else {
      overflows += 1
      return false
    }
    entries[hash] = Entry(key)
    return true
  }

  mutating func remove(_ hash: UInt64) { entries[hash] = nil }
}
