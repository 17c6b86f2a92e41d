import Testing

@testable import ArresterKafka

@Suite("The assignment's bookkeeping")
struct AssignedPartitionsTests {
  private func assigned(_ offsets: Int64...) -> AssignedPartitions {
    var assigned = AssignedPartitions()
    assigned.replace(
      with: offsets.enumerated().map { PartitionOffset(TopicPartition(topic: "t", partition: Int32($0)), offset: $1) })
    return assigned
  }

  @Test("a message is admitted once, a hole is no fault, and what lies below is dropped and counted")
  func order() {
    var partitions = assigned(5)
    let admissions = [5, 6, 9, 8, 6, 10].map { partitions.admit(slot: 0, offset: $0) }
    #expect(admissions == [.admitted, .admitted, .admitted, .alreadySeen, .alreadySeen, .admitted])
    #expect(partitions.nextOffsets == [11])
    #expect(partitions.droppedAlreadySeen == 2)
  }

  @Test("a message of a partition that is not assigned is dropped and counted")
  func foreign() {
    var partitions = assigned(0)
    #expect(partitions.admit(slot: -1, offset: 0) == .notAssigned)
    #expect(partitions.droppedNotAssigned == 1)
    #expect(partitions.slot(of: TopicPartition(topic: "u", partition: 0)) == nil)
  }

  @Test("the end of a partition moves over a transaction's marker, never back")
  func end() {
    var partitions = assigned(0)
    _ = partitions.admit(slot: 0, offset: 3)
    partitions.reachEnd(slot: 0, offset: 5)
    #expect(partitions.nextOffsets == [5])
    partitions.reachEnd(slot: 0, offset: 2)
    #expect(partitions.nextOffsets == [5])
  }

  @Test("a new assignment may start below what was read before")
  func rewind() {
    var partitions = assigned(100)
    let generation = partitions.generation
    partitions.setPaused(0, true)
    partitions.replace(with: [PartitionOffset(TopicPartition(topic: "t", partition: 0), offset: 40)])
    #expect(partitions.generation == generation + 1)
    #expect(partitions.paused.isEmpty)
    #expect(partitions.admit(slot: 0, offset: 40) == .admitted)
  }
}
