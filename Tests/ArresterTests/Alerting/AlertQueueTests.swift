import ArresterAlerts
import ArresterKafka
import Testing

@testable import Arrester

@Suite("how far a receiver was told")
struct AlertQueueTests {
  private let partitions = (0..<2).map { TopicPartition(topic: "findings", partition: $0) }

  private func entry(_ name: String, _ partition: Int, at offset: Int64) -> AlertQueue.Entry {
    let alert = Alert(.page, identifier: name, principal: name, platform: "aws", scope: "1", startedAt: 0, time: 0, message: name)
    return AlertQueue.Entry(alert: alert, recordedAt: 0, next: PartitionOffset(partitions[partition], offset: offset + 1))
  }

  /// - Returns: whether it was new.
  private func add(_ name: String, _ partition: Int, at offset: Int64, to queue: inout AlertQueue) -> Bool {
    queue.add(entry(name, partition, at: offset))
  }

  private func committable(_ queue: AlertQueue) -> [Int64] {
    queue.uncommitted.sorted { $0.partition.partition < $1.partition.partition }.map(\.offset)
  }

  @Test("nothing behind what waits is committed, and what needs nobody is")
  func order() {
    var (queue, isNew) = (AlertQueue(), false)
    queue.begin(at: [PartitionOffset(partitions[0], offset: 5), PartitionOffset(partitions[1], offset: 9)])
    #expect(committable(queue) == [5, 9], "where it begins is known before the first alert")
    queue.noteCommitted(queue.uncommitted)
    isNew = add("a", 0, at: 5, to: &queue)
    #expect(isNew)
    queue.pass(PartitionOffset(partitions[0], offset: 7))
    queue.pass(PartitionOffset(partitions[1], offset: 10))
    #expect(committable(queue) == [10], "a warning behind an alert that waits is not passed")
    isNew = add("b", 0, at: 7, to: &queue)
    #expect(isNew)
    queue.removeFirst()
    #expect(committable(queue) == [6, 10])
    queue.removeFirst()
    #expect(committable(queue) == [8, 10])
  }

  @Test("what was told is not told again, within the last few thousand")
  func repeats() {
    var (queue, isNew) = (AlertQueue(), false)
    isNew = add("a", 0, at: 0, to: &queue)
    #expect(isNew)
    queue.removeFirst()
    isNew = add("a", 0, at: 1, to: &queue)
    #expect(!isNew)
    #expect(committable(queue) == [2])
    var recent = RecentMessages()
    let names = (0..<RecentMessages.most).map(String.init)
    #expect(names.map { recent.insert($0) }.allSatisfy { $0 })
    #expect(["one more", "0", "4095"].map { recent.insert($0) } == [true, true, false], "the oldest is forgotten")
  }

  @Test("what waits when partitions go is their next owner's")
  func revoked() {
    var (queue, isNew) = (AlertQueue(), false)
    isNew = add("a", 0, at: 0, to: &queue)
    #expect(isNew)
    queue.forget()
    #expect(queue.first == nil && queue.uncommitted.isEmpty)
    isNew = add("a", 0, at: 0, to: &queue)
    #expect(isNew, "and where they come back, it is told")
  }
}
