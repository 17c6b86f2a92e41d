/// What one principal did within the longest window, in order of arrival: the first half of a trip that may come.
struct RecentChanges {
  private var changes: [StoryChange] = []
  /// What was destroyed, each time; kept longer than the changes where there are too many of these.
  private var destroyed: [Destroyed] = []
  /// Young changes that were forgotten for want of room, and the time of the newest of them.
  private var lost: [(time: Int64, count: Int)] = []

  private struct Destroyed {
    var time: Int64
    /// nil for items without a name.
    var identity: UInt64?
    var count = 1
    var isPlanned: Bool
  }

  /// What a trip's story begins with.
  struct Beginning {
    /// In order of time, each resource counted with the first change that destroyed it.
    var changes: [StoryChange] = []
    var destroyed: Set<UInt64> = []
    var unnamed = 0
    /// Changes that are not among `changes`, for want of room.
    var lost = 0
  }

  /// Entries in memory.
  var count: Int { changes.count + destroyed.count }

  var newest: Int64 { changes.last?.time ?? .min }

  /// - Parameters:
  ///   - most: changes kept.
  ///   - mostDestroyed: entries kept of what was destroyed; then the oldest go.
  mutating func append(_ coming: ComingChange, longest: Int64, most: Int, mostDestroyed: Int) {
    prune(before: coming.change.time - longest, most: most, mostDestroyed: mostDestroyed)
    changes.append(coming.change)
    let (time, isPlanned) = (coming.change.time, coming.change.isPlanned)
    for identity in coming.destroyed { destroyed.append(Destroyed(time: time, identity: identity, isPlanned: isPlanned)) }
    if coming.unnamed > 0 { destroyed.append(Destroyed(time: time, identity: nil, count: coming.unnamed, isPlanned: isPlanned)) }
  }

  /// The newest change turned out to bring its windows so near to their limits.
  mutating func raise(soft: Float, hard: Float) {
    guard !changes.isEmpty else { return }
    let last = changes.count - 1
    changes[last].softShare = max(changes[last].softShare, soft)
    changes[last].hardShare = max(changes[last].hardShare, hard)
  }

  /// Hands over what is not older than `time`, and planned or not; keeps nothing.
  mutating func take(from time: Int64, planned: Bool) -> Beginning {
    var beginning = Beginning()
    beginning.changes = changes.filter { $0.time >= time && $0.isPlanned == planned }.sorted { $0.time < $1.time }
    beginning.lost = lost.reduce(0) { $0 + ($1.time >= time ? $1.count : 0) }
    for entry in destroyed.sorted(by: { $0.time < $1.time }) where entry.time >= time && entry.isPlanned == planned {
      if let identity = entry.identity {
        guard beginning.destroyed.insert(identity).inserted else { continue }
      } else {
        beginning.unnamed += entry.count
      }
      // Where its change was lost it is in the sum alone.
      guard let index = beginning.changes.firstIndex(where: { $0.time == entry.time && $0.effect.isDestructive }) else { continue }
      beginning.changes[index].destroyed = UInt16(clamping: Int(beginning.changes[index].destroyed) + entry.count)
    }
    self = RecentChanges()
    return beginning
  }

  /// Half of a list is moved at a time, so that a change costs O(1) in the mean.
  private mutating func prune(before oldest: Int64, most: Int, mostDestroyed: Int) {
    var old = 0
    while old < changes.count, changes[old].time < oldest { old += 1 }
    if changes.count - old >= most {
      let more = max(1, most / 4)
      lost.removeAll { $0.time < oldest }
      lost.append((changes[old + more - 1].time, more))
      changes.removeFirst(old + more)
    } else if old > max(16, changes.count / 2) {
      changes.removeFirst(old)
    }
    var oldDestroyed = 0
    while oldDestroyed < destroyed.count, destroyed[oldDestroyed].time < oldest { oldDestroyed += 1 }
    if destroyed.count - oldDestroyed >= mostDestroyed { oldDestroyed += max(1, mostDestroyed / 4) }
    if oldDestroyed > max(16, destroyed.count / 2) || destroyed.count >= mostDestroyed { destroyed.removeFirst(oldDestroyed) }
  }
}
