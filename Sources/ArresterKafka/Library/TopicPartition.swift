/// One partition of one topic.
public struct TopicPartition: Hashable, Sendable, CustomStringConvertible {
  public let topic: String
  public let partition: Int32

  public init(topic: String, partition: Int32) {
    self.topic = topic
    self.partition = partition
  }

  /// `topic/partition`.
  public var description: String { "\(topic)/\(partition)" }
}

/// A position to commit: `offset` is that of the NEXT message to read, `metadata` a text that the broker keeps with it.
public struct PartitionOffset: Equatable, Sendable {
  public let partition: TopicPartition
  public let offset: Int64
  /// The broker's limit is `offset.metadata.max.bytes`, 4096 by default.
  public let metadata: String?

  public init(_ partition: TopicPartition, offset: Int64, metadata: String? = nil) {
    self.partition = partition
    self.offset = offset
    self.metadata = metadata
  }
}

/// What a group has committed for a partition; both are nil where it has committed nothing.
public struct CommittedOffset: Equatable, Sendable {
  public let partition: TopicPartition
  /// The offset of the next message to read.
  public let offset: Int64?
  public let metadata: String?

  public init(partition: TopicPartition, offset: Int64?, metadata: String?) {
    self.partition = partition
    self.offset = offset
    self.metadata = metadata
  }
}

/// The first offset that a partition still has, and the one that its next message will get (for a reader that sees only committed
/// messages: the end of the committed part).
public struct Watermarks: Equatable, Sendable {
  public let low: Int64
  public let high: Int64

  public init(low: Int64, high: Int64) {
    self.low = low
    self.high = high
  }
}
