import ArresterAlerts
import ArresterKafka

/// What of the findings topic one receiver has still to be told, in order, and how far its group may commit. Belongs to one thread.
///
/// Bounded by what one poll hands out: nothing more is read until it is empty.
struct AlertQueue {
  struct Entry {
    var alert: Alert
    /// When Kafka had it, nanoseconds since 1970 UTC.
    var recordedAt: Int64
    /// Of the record after it.
    var next: PartitionOffset
  }

  private(set) var waiting: [Entry] = []
  /// By partition: all before it needs nobody's attention any more.
  private var settled: [TopicPartition: Int64] = [:]
  private var committed: [TopicPartition: Int64] = [:]
  private var recent = RecentMessages()

  var first: Entry? { waiting.first }

  /// - Returns: false where it was told already.
  mutating func add(_ entry: Entry) -> Bool {
    guard recent.insert(entry.alert.messageIdentifier) else {
      pass(entry.next)
      return false
    }
    waiting.append(entry)
    return true
  }

  /// A record that nobody is told of.
  mutating func pass(_ next: PartitionOffset) {
    // Those before it in its partition come first.
    guard !waiting.contains(where: { $0.next.partition == next.partition }) else { return }
    settled[next.partition] = next.offset
  }

  mutating func removeFirst() {
    let entry = waiting.removeFirst()
    settled[entry.next.partition] = entry.next.offset
  }

  /// Where a new assignment begins: committed at once, so that a group that has told nothing yet does not begin anew at its next start.
  mutating func begin(at positions: [PartitionOffset]) {
    forget()
    settled = Dictionary(uniqueKeysWithValues: positions.map { ($0.partition, $0.offset) })
  }

  /// Partitions are another's: its next owner tells what waits.
  mutating func forget() {
    for entry in waiting { recent.remove(entry.alert.messageIdentifier) }
    waiting.removeAll()
    settled.removeAll()
    committed.removeAll()
  }

  /// What the group does not know yet.
  var uncommitted: [PartitionOffset] {
    settled.filter { committed[$0.key] != $0.value }.map { PartitionOffset($0.key, offset: $0.value) }
  }

  mutating func noteCommitted(_ offsets: [PartitionOffset]) { for offset in offsets { committed[offset.partition] = offset.offset } }
}

/// The last messages that were taken on: a commit whose outcome was unknown may bring a finding twice.
struct RecentMessages {
  private var known: Set<String> = []
  private var ring: [String] = []
  private var next = 0

  static let most = 4096

  /// - Returns: whether it was new.
  mutating func insert(_ identifier: String) -> Bool {
    guard known.insert(identifier).inserted else { return false }
    if ring.count < RecentMessages.most {
      ring.append(identifier)
    } else {
      known.remove(ring[next])
      ring[next] = identifier
      next = (next + 1) % RecentMessages.most
    }
    return true
  }

  /// It was not told after all. Its place in the ring stays taken.
  mutating func remove(_ identifier: String) { known.remove(identifier) }
}
