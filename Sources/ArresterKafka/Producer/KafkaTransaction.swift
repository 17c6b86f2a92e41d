import CRDKafka

/// A running transaction, as the body of `KafkaTransactionalProducer.transaction` sees it.
public struct KafkaTransaction: ~Copyable {
  private let core: ProducerCore
  private let deadline: Deadline
  /// 1 at first, one more with each repetition.
  public let attempt: Int
  /// How many messages were sent so far.
  public private(set) var sent = 0

  init(_ core: ProducerCore, _ deadline: Deadline, attempt: Int) {
    self.core = core
    self.deadline = deadline
    self.attempt = attempt
  }

  /// Queues a copy of `record`; waits while the queue is full, up to the transaction's deadline.
  public mutating func send(_ record: KafkaRecord) throws(KafkaError) {
    do throws(KafkaError) {
      try core.send(record, deadline: deadline)
    } catch {
      // After `begin` succeeded, "wrong state" can only mean that the transaction has failed meanwhile and waits for its abort.
      guard error.code == RD_KAFKA_RESP_ERR__STATE.rawValue else { throw error }
      throw error.requiringAbort()
    }
    sent += 1
  }
}

extension KafkaTransactionalProducer {
  /// Runs `body` in a transaction and commits it together with `offsets`.
  ///
  /// What Kafka says may be repeated is aborted and repeated WHOLE, `body` included, until `deadlineMilliseconds`. Not repeated, and
  /// aborted: what `body` throws by itself, a message that can never be delivered (too large, refused by an ACL), and a lost
  /// membership (`isMembershipLost`), since the partitions may be another's by now.
  /// - Throws: `isFenced` and other fatal errors: close this producer. `isRetriable` without `requiresAbort`: the deadline passed in the
  ///   commit and its outcome is unknown: close this producer, start another with the same identifier (it ends what was left), and read
  ///   the committed offsets. After any other error this producer can be used again.
  public func transaction(
    offsets: [PartitionOffset] = [], group: KafkaGroupMetadata? = nil, deadlineMilliseconds: Int = 30_000,
    _ body: (inout KafkaTransaction) throws(KafkaError) -> Void
  ) throws(KafkaError) {
    precondition(offsets.isEmpty || group != nil, "offsets belong to a group")
    let deadline = Deadline(milliseconds: deadlineMilliseconds)
    var attempt = 1
    while true {
      core.handle.context.permanentFailure = nil
      try begin()
      do throws(KafkaError) {
        try fill(offsets, group, deadline, attempt, body)
        return try commit(timeoutMilliseconds: deadline.remainingMilliseconds)
      } catch {
        try recover(from: error, deadline)
      }
      attempt += 1
    }
  }

  private func fill(
    _ offsets: [PartitionOffset], _ group: KafkaGroupMetadata?, _ deadline: Deadline, _ attempt: Int,
    _ body: (inout KafkaTransaction) throws(KafkaError) -> Void
  ) throws(KafkaError) {
    do throws(KafkaError) {
      var transaction = KafkaTransaction(core, deadline, attempt: attempt)
      try body(&transaction)
      guard let group, !offsets.isEmpty else { return }
      try sendOffsets(offsets, group: group, timeoutMilliseconds: deadline.remainingMilliseconds)
    } catch {
      // Nothing is committed yet: whatever went wrong, the way out is an abort, and only time decides whether to try again.
      throw error.isRetriable && !error.isFatal ? error.requiringAbort() : error
    }
  }

  /// Returns where the whole may be tried again, throws where not.
  private func recover(from error: KafkaError, _ deadline: Deadline) throws(KafkaError) {
    let isOutcomeUnknown = error.isRetriable && !error.requiresAbort
    if error.isFatal || isOutcomeUnknown { throw error }
    // The abort has a few seconds of its own: without it this producer could not begin again.
    let patience = max(5000, deadline.remainingMilliseconds)
    try abort(timeoutMilliseconds: patience, settlingMilliseconds: error.requiresAbort ? 0 : patience)
    // Only now: a commit may be refused before the report that says why was read.
    core.serve(timeoutMilliseconds: 0)
    if let permanent = core.handle.context.permanentFailure { throw permanent }
    guard error.requiresAbort, !error.isMembershipLost, !deadline.hasPassed else { throw error }
    poll(timeoutMilliseconds: min(100, deadline.remainingMilliseconds))
  }
}

extension KafkaError {
  fileprivate func requiringAbort() -> KafkaError {
    KafkaError(
      code: code, name: name, operation: operation, detail: detail, isRetriable: isRetriable, isFatal: isFatal, requiresAbort: true)
  }
}
