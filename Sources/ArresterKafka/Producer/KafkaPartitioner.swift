import CRDKafka

/// Where a record goes by its key: as Java's default partitioner, and producers of this module, have it.
public enum KafkaPartitioner {
  /// murmur2 of the key without its sign, modulo `count`.
  /// - Parameter count: the topic's partitions, at least 1.
  public static func partition<Key: Collection>(ofKey key: Key, count: Int) -> Int32 where Key.Element == UInt8 {
    let bytes = Array(key)
    return bytes.withUnsafeBytes { rd_kafka_msg_partitioner_murmur2(nil, $0.baseAddress, $0.count, Int32(count), nil, nil) }
  }
}
