import CRDKafka
import Glibc

/// Owns an `rd_kafka_topic_partition_list_t`. Its pointer is lent to closures only, so that it cannot outlive the list.
struct PartitionList: ~Copyable {
  typealias Native = UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

  private let native: Native

  init(capacity: Int = 4) { native = rd_kafka_topic_partition_list_new(Int32(capacity)) }

  init(_ partitions: [TopicPartition]) {
    self.init(capacity: partitions.count)
    for partition in partitions { append(partition, offset: Int64(RD_KAFKA_OFFSET_INVALID)) }
  }

  init(_ offsets: [PartitionOffset]) {
    self.init(capacity: offsets.count)
    for entry in offsets { append(entry.partition, offset: entry.offset, metadata: entry.metadata) }
  }

  deinit { rd_kafka_topic_partition_list_destroy(native) }

  func append(_ partition: TopicPartition, offset: Int64, metadata: String? = nil) {
    let element = rd_kafka_topic_partition_list_add(native, partition.topic, partition.partition)!
    element.pointee.offset = offset
    guard let metadata, !metadata.isEmpty else { return }
    // librdkafka frees it with `free` when the list goes.
    element.pointee.metadata = UnsafeMutableRawPointer(strdup(metadata))
    element.pointee.metadata_size = metadata.utf8.count
  }

  func lend<R>(_ body: (Native) -> R) -> R { body(native) }

  func map<R>(_ transform: (rd_kafka_topic_partition_t) -> R) -> [R] { PartitionList.elements(of: native).map(transform) }

  /// Throws the error of the first element that carries one.
  func check(_ operation: String) throws(KafkaError) {
    for element in PartitionList.elements(of: native) where element.err != RD_KAFKA_RESP_ERR_NO_ERROR {
      throw KafkaError(element.err, "\(operation) \(PartitionList.partition(element))")
    }
  }

  static func elements(of list: Native) -> UnsafeBufferPointer<rd_kafka_topic_partition_t> {
    UnsafeBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt))
  }

  static func partitions(of list: Native) -> [TopicPartition] {
    elements(of: list).map { partition($0) }
  }

  static func partition(_ element: rd_kafka_topic_partition_t) -> TopicPartition {
    TopicPartition(topic: String(cString: element.topic), partition: element.partition)
  }

  static func committed(_ element: rd_kafka_topic_partition_t) -> CommittedOffset {
    let hasOffset = element.offset >= 0
    var metadata: String?
    if hasOffset, let bytes = element.metadata, element.metadata_size > 0 {
      metadata = String(decoding: UnsafeRawBufferPointer(start: bytes, count: element.metadata_size), as: UTF8.self)
    }
    return CommittedOffset(partition: partition(element), offset: hasOffset ? element.offset : nil, metadata: metadata)
  }
}
