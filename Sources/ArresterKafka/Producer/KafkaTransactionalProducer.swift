import CRDKafka

/// A producer whose messages and consumer offsets become visible together or not at all. One thread creates and uses it.
///
/// Use `transaction(offsets:group:…)`; the single steps are there for callers with rules of their own. What an error asks for:
/// `isFatal`: close this producer (`isFenced`: another one with the same identifier is alive); `requiresAbort`: `abort`, and the whole
/// may be tried again; `isRetriable`: the same call again.
public final class KafkaTransactionalProducer {
  public let transactionalIdentifier: String
  let core: ProducerCore

  /// Registers with the transaction coordinator: fences an older producer with the same identifier, and ends what it left open.
  /// - Parameter transactionTimeoutMilliseconds: an open transaction is aborted by the broker after this; its limit is
  ///   `transaction.max.timeout.ms`, 15 minutes by default.
  /// - Throws: no coordinator within `timeoutMilliseconds`, ACL refusals.
  public init(
    _ settings: KafkaSettings, transactionalIdentifier: String, transactionTimeoutMilliseconds: Int = 60_000,
    timeoutMilliseconds: Int = 30_000
  ) throws(KafkaError) {
    self.transactionalIdentifier = transactionalIdentifier
    core = try ProducerCore(
      settings,
      required: [
        "transactional.id": transactionalIdentifier,
        "transaction.timeout.ms": String(transactionTimeoutMilliseconds),
        // librdkafka refuses a message timeout beyond the transaction's.
        "message.timeout.ms": String(transactionTimeoutMilliseconds),
      ])
    let deadline = Deadline(milliseconds: timeoutMilliseconds)
    try retrying("start transactions as \(transactionalIdentifier)", until: deadline) { handle, milliseconds in
      rd_kafka_init_transactions(handle, milliseconds)
    }
  }

  public func begin() throws(KafkaError) {
    try KafkaError.check(rd_kafka_begin_transaction(core.handle.native), "begin a transaction as \(transactionalIdentifier)")
  }

  /// Queues a copy of `record` in the running transaction; waits while the queue is full.
  public func send(_ record: KafkaRecord, timeoutMilliseconds: Int = 30_000) throws(KafkaError) {
    try core.send(record, deadline: Deadline(milliseconds: timeoutMilliseconds))
  }

  /// Makes `offsets` (with their metadata) part of the running transaction.
  /// - Throws: `isMembershipLost` where `group` is no longer what the group's coordinator has.
  public func sendOffsets(
    _ offsets: [PartitionOffset], group: KafkaGroupMetadata, timeoutMilliseconds: Int = 30_000
  ) throws(KafkaError) {
    let list = PartitionList(offsets)
    let deadline = Deadline(milliseconds: timeoutMilliseconds)
    try retrying("send offsets to the transaction of \(transactionalIdentifier)", until: deadline) { handle, milliseconds in
      list.lend { rd_kafka_send_offsets_to_transaction(handle, $0, group.native, milliseconds) }
    }
  }

  /// Flushes and commits.
  /// - Throws: with `isRetriable` where the outcome is not known within `timeoutMilliseconds`: commit again, or close this producer;
  ///   the committed offsets then tell what became of it.
  public func commit(timeoutMilliseconds: Int = 30_000) throws(KafkaError) {
    try retrying("commit a transaction of \(transactionalIdentifier)", until: Deadline(milliseconds: timeoutMilliseconds)) {
      rd_kafka_commit_transaction($0, $1)
    }
  }

  /// Gives the running transaction up.
  ///
  /// Waits up to `settlingMilliseconds` for what was sent to reach the broker first: librdkafka 2.0.2, asked to abort while the broker has
  /// not yet taken a partition into the transaction (right after a commit, say), gets INVALID_TXN_STATE, which is fatal (seen with 4.3.1).
  /// Pass 0 after an error with `requiresAbort`, when nothing more is sent.
  public func abort(timeoutMilliseconds: Int = 30_000, settlingMilliseconds: Int = 1000) throws(KafkaError) {
    if settlingMilliseconds > 0 { rd_kafka_flush(core.handle.native, Int32(settlingMilliseconds)) }
    try retrying("abort a transaction of \(transactionalIdentifier)", until: Deadline(milliseconds: timeoutMilliseconds)) {
      rd_kafka_abort_transaction($0, $1)
    }
  }

  public var counts: DeliveryCounts { core.handle.context.deliveries }

  /// Errors of the client as a whole since the last call; librdkafka goes on trying.
  public func takeErrors() -> [KafkaError] { core.handle.context.takeErrors() }

  /// Serves reports. Call it about once a second while idle.
  public func poll(timeoutMilliseconds: Int = 0) { core.serve(timeoutMilliseconds: timeoutMilliseconds) }

  /// What was not committed is aborted, at the latest by the next producer with the same identifier.
  /// - Returns: whether it ended in time.
  @discardableResult
  public func close(timeoutMilliseconds: Int = 5000) -> Bool { core.handle.destroy(timeoutMilliseconds: timeoutMilliseconds) }

  /// Repeats a call that librdkafka says may be repeated.
  private func retrying(
    _ operation: String, until deadline: Deadline, _ call: (OpaquePointer, Int32) -> OpaquePointer?
  ) throws(KafkaError) {
    while let native = call(core.handle.native, Int32(max(1, deadline.remainingMilliseconds))) {
      let error = KafkaError(consuming: native, operation)
      core.handle.serveLog()
      guard error.isRetriable, !deadline.hasPassed else { throw error }
      core.serve(timeoutMilliseconds: min(100, deadline.remainingMilliseconds))
    }
  }
}
