import ArresterBreaker
import ArresterKafka

/// Which principals' events come to this member: those whose key falls on a partition that it was assigned.
struct PrincipalOwner {
  /// The first input topic. Others are taken to be partitioned as it is.
  let topic: String
  var partitionCount: Int
  private var partitions: Set<Int32> = []

  init(topic: String, partitionCount: Int) {
    self.topic = topic
    self.partitionCount = partitionCount
  }

  mutating func assign(_ assigned: [TopicPartition]) { partitions = Set(assigned.filter { $0.topic == topic }.map(\.partition)) }

  func partition(of key: BreakerKey) -> TopicPartition {
    TopicPartition(topic: topic, partition: KafkaPartitioner.partition(ofKey: key.principal.utf8, count: partitionCount))
  }

  /// One member at most: the one that speaks for all.
  var ownsFirstPartition: Bool { partitions.contains(0) }

  func owns(_ key: BreakerKey) -> Bool { !partitions.isEmpty && partitions.contains(partition(of: key).partition) }
}
