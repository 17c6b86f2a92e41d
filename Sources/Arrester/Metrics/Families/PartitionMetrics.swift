import ArresterBase
import ArresterServer

/// How far this instance's partitions are.
enum PartitionMetrics {
  private static let place = ["topic", "partition"]

  static func families(_ service: ServiceReading) -> [MetricFamily] {
    let partitions = service.partitions
    return [
      .gauge("arrester_partitions", "Partitions of this instance", partitions.count),
      .gauge("arrester_warming_partitions", "Of these, those whose windows are not back yet", partitions.count(where: \.isWarmingUp)),
      .gauge("arrester_partition_position", "The next offset to be decided", by: place, partitions.map { (labels($0), Int($0.position)) }),
      .gauge(
        "arrester_partition_lag_records", "Offsets from there to the partition's end as brokers said it last; absent until they have",
        by: place, partitions.compactMap { partition in partition.lag.map { (labels(partition), Int($0)) } }),
      .gauge(
        "arrester_partition_warming_up", "Whether the partition's windows are not back yet", by: place,
        partitions.map { (labels($0), $0.isWarmingUp ? 1 : 0) }),
      watermarks(partitions),
    ]
  }

  private static func watermarks(_ partitions: [PartitionReading]) -> MetricFamily {
    let samples = partitions.flatMap { partition in
      partition.watermarks.sorted { $0.key.rawValue < $1.key.rawValue }.map { platform, time in
        MetricSample(labels(partition) + [platform.name], .real(Double(time) / Double(Timestamp.nanosecondsPerSecond)))
      }
    }
    return MetricFamily(
      "arrester_partition_watermark_timestamp_seconds", .gauge, "The newest event time seen, in seconds since 1970 UTC",
      labels: place + ["platform"], samples)
  }

  private static func labels(_ partition: PartitionReading) -> [String] {
    [partition.partition.topic, String(partition.partition.partition)]
  }
}
