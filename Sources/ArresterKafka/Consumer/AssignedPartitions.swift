/// The partitions that a consumer owns, and the next offset that it expects of each. Does no I/O.
///
/// librdkafka 2.0.2 may hand out a message twice or from before a rebalance; nothing is believed that does not fit in here.
struct AssignedPartitions {
  /// What became of a message that librdkafka handed out.
  enum Admission: Equatable { case admitted, notAssigned, alreadySeen }

  /// Rises with every change of the assignment.
  private(set) var generation = 0
  private(set) var partitions: [TopicPartition] = []
  private(set) var nextOffsets: [Int64] = []
  private(set) var paused: Set<Int> = []
  private(set) var droppedNotAssigned = 0
  private(set) var droppedAlreadySeen = 0
  private var slots: [TopicPartition: Int] = [:]

  mutating func replace(with positions: [PartitionOffset]) {
    generation += 1
    partitions = positions.map(\.partition)
    nextOffsets = positions.map(\.offset)
    paused = []
    slots = Dictionary(uniqueKeysWithValues: partitions.enumerated().map { ($1, $0) })
  }

  /// Nil for a partition that is not assigned.
  func slot(of partition: TopicPartition) -> Int? { slots[partition] }

  /// Decides over a message; `slot` is -1 where its partition is not assigned.
  /// - Complexity: O(1), no allocation.
  mutating func admit(slot: Int, offset: Int64) -> Admission {
    guard slot >= 0 else {
      droppedNotAssigned += 1
      return .notAssigned
    }
    guard offset >= nextOffsets[slot] else {
      droppedAlreadySeen += 1
      return .alreadySeen
    }
    nextOffsets[slot] = offset + 1
    return .admitted
  }

  /// The end of a partition was reached: what lies before `offset` and was not handed out is a transaction's marker or compacted away.
  mutating func reachEnd(slot: Int, offset: Int64) { nextOffsets[slot] = max(nextOffsets[slot], offset) }

  /// Goes on elsewhere, where the log no longer holds what was expected.
  mutating func move(slot: Int, to offset: Int64) { nextOffsets[slot] = offset }

  mutating func setPaused(_ slot: Int, _ isPaused: Bool) {
    if isPaused { paused.insert(slot) } else { paused.remove(slot) }
  }

  var positions: [PartitionOffset] { zip(partitions, nextOffsets).map { PartitionOffset($0, offset: $1) } }
}
