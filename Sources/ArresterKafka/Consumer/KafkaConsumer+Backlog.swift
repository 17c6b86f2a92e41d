import ArresterBase
import CRDKafka

extension KafkaConsumer {
  /// Called when nothing is there to hand out. Before 2.2.0 the thread that fetches, once it found the local queue full, sleeps for a
  /// second whatever becomes of the queue; but it wakes for any request on its connection. So while the log is known to hold more,
  /// ask a leader something small.
  ///
  /// - Returns: whether the log is known to hold more: then do not wait long before calling again.
  /// - Complexity: where nothing lags, a look at what is already known of each partition; else a request, which is not waited for.
  func wakeFetching() -> Bool {
    guard !KafkaLibrary.knowsFetchQueueBackoff, handle.context.rebalances.isEmpty, let lagging = mostLagging() else { return false }
    let now = SystemClock.monotonic()
    guard now - lastWake > KafkaConsumer.wakeIntervalNanoseconds else { return true }
    lastWake = now
    // Its answer is of no interest: what is wrong with the broker shows as events. Asking for watermarks would wait for
    // `socket.timeout.ms`, whatever its own time limit says.
    let list = PartitionList([PartitionOffset(lagging, offset: 0)])
    _ = list.lend { rd_kafka_offsets_for_times(handle.native, $0, 0) }
    return true
  }

  /// How long to wait for a message before waking again.
  static let wakePatienceMilliseconds = 5

  /// The partition whose log is known to go on furthest past what was handed out; nil where none lags by more than a little.
  private func mostLagging() -> TopicPartition? {
    var longest = KafkaConsumer.leastLag
    var found: TopicPartition?
    for (slot, partition) in intake.assigned.partitions.enumerated() {
      var (low, high) = (Int64(0), Int64(0))
      guard rd_kafka_get_watermark_offsets(handle.native, partition.topic, partition.partition, &low, &high) == RD_KAFKA_RESP_ERR_NO_ERROR
      else { continue }
      let lag = high - intake.assigned.nextOffsets[slot]
      if lag > longest {
        longest = lag
        found = partition
      }
    }
    return found
  }

  /// Markers of transactions are never handed out, and open transactions hold back what follows: a little lag is no sign of sleep.
  private static let leastLag: Int64 = 1000
  private static let wakeIntervalNanoseconds: Int64 = 4_000_000
}
