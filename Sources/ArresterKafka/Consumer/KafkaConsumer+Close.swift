import CRDKafka

extension KafkaConsumer {
  /// Leaves the group (a static member keeps its place) and frees everything. The delegate hears of the revocation and may commit;
  /// after a fatal error it does not.
  ///
  /// Bounded: on librdkafka 2.0.2 leaving and freeing can each hang; what is not done in half of the time each is left behind.
  /// - Returns: whether it ended cleanly. Closing again does nothing.
  @discardableResult
  public func close(timeoutMilliseconds: Int = 6000) -> Bool {
    guard isOpen else { return true }
    isOpen = false
    let hasLeft = leave(timeoutMilliseconds / 2)
    rd_kafka_queue_destroy(queue)
    let flags = Int32(RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
    return handle.destroy(flags: flags, timeoutMilliseconds: timeoutMilliseconds / 2) && hasLeft
  }

  private func leave(_ timeoutMilliseconds: Int) -> Bool {
    buffer.clear()
    // A queue of its own: librdkafka forwards the consumer's queue to it, and would forward that one to itself.
    let farewell = rd_kafka_queue_new(handle.native)!
    defer { rd_kafka_queue_destroy(farewell) }
    if let native = rd_kafka_consumer_close_queue(handle.native, farewell) {
      // After a fatal error (fenced) there is no membership left to give up.
      return KafkaError(consuming: native, "leave group \(membership.group)").isFatal
    }
    let deadline = Deadline(milliseconds: timeoutMilliseconds)
    while rd_kafka_consumer_closed(handle.native) == 0 {
      if deadline.hasPassed { return false }
      buffer.fill(from: farewell, maximum: 64, timeoutMilliseconds: min(10, deadline.remainingMilliseconds))
      buffer.clear()
      answerFarewell()
    }
    return true
  }

  /// While leaving, an assignment that came too late is declined.
  private func answerFarewell() {
    handle.context.rebalances.removeAll { asked in
      guard asked.response == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS else { return false }
      rd_kafka_assign(handle.native, nil)
      return true
    }
    answerRebalances()
  }
}
