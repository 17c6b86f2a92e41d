import ArresterBase
import ArresterConfiguration
import ArresterKafka

extension StreamService {
  var hasOutput: Bool {
    !outbox.isEmpty || !(board?.pending.isEmpty ?? true) || lanes.contains { !($0?.deadLetters.isEmpty ?? true) }
  }

  /// Everything that the next commit writes.
  var output: [KafkaRecord] {
    outbox.map(records.finding) + (board?.pending.map(records.breaker) ?? [])
      + lanes.flatMap { $0?.deadLetters.map(records.deadLetter) ?? [] }
  }

  private var offsets: [PartitionOffset] { lanes.compactMap { $0?.isDirty ?? false ? $0?.committable() : nil } }

  /// Findings, breaker records, dead letters and the offsets that led to them: all or nothing. Waits for brokers that are
  /// away; gives up only where this member has lost its partitions, whose next owner decides the same again.
  func commitOutputs() throws {
    let output = output
    while true {
      do throws(KafkaError) {
        try commit(output)
        return markCommitted()
      } catch {
        if error.isMembershipLost {
          return log.warning("lost the partitions before a commit: their next owner decides again", ["detail": .text("\(error)")])
        }
        if error.isFatal || error.isFenced || shouldStop() { throw error }
        log.error("a commit failed and is tried again", ["detail": .text("\(error)")])
        if try renewProducer(after: error), try isCommitted(offsets) { return markCommitted() }
      }
    }
  }

  private func commit(_ output: [KafkaRecord]) throws(KafkaError) {
    let offsets = offsets
    try producer.transaction(offsets: offsets, group: offsets.isEmpty ? nil : consumer.groupMetadata) { transaction throws(KafkaError) in
      for record in output { try transaction.send(record) }
    }
  }

  /// Where the outcome of a commit is unknown only a new producer with the same identifier ends what was left open. Waits for
  /// brokers that are away.
  /// - Returns: whether the outcome was unknown, and is settled now.
  private func renewProducer(after error: KafkaError) throws -> Bool {
    guard error.isRetriable, !error.requiresAbort else { return false }
    producer.close()
    while true {
      do throws(KafkaError) {
        producer = try StreamService.makeProducer(settings, options.configuration.kafka)
        return true
      } catch {
        guard error.isRetriable || error.isTimeout, !error.isFatal, !shouldStop() else { throw error }
        log.error("no coordinator for transactions yet", ["detail": .text("\(error)")])
      }
    }
  }

  /// Whether the group's committed offsets say that a commit whose outcome was unknown went through: then its findings stand.
  private func isCommitted(_ offsets: [PartitionOffset]) throws(KafkaError) -> Bool {
    guard !offsets.isEmpty else { return false }
    let committed = try consumer.committed(offsets.map(\.partition))
    return zip(committed, offsets).allSatisfy { ($0.offset ?? -1) >= $1.offset }
  }

  private func markCommitted() {
    outbox.removeAll()
    board?.markCommitted()
    for lane in lanes { lane?.markCommitted() }
  }

  /// As `commitOutputs`, but with one try: the group waits for the answer.
  func commitBeforeHandOver() throws {
    collectVerdicts()
    guard hasOutput else { return try consumer.commit(offsets) }
    try commit(output)
    markCommitted()
  }

  func commitOffsets() {
    let offsets = offsets
    guard !offsets.isEmpty else { return }
    do throws(KafkaError) {
      try consumer.commitLater(offsets)
      for lane in lanes { lane?.markCommitted() }
    } catch {
      log.warning("offsets were not committed; they are with the next commit", ["detail": .text("\(error)")])
    }
  }

  func commitOffsetsNow() {
    let offsets = offsets
    do throws(KafkaError) { try consumer.commit(offsets) } catch {
      log.warning("the last offsets were not committed: what they cover is read again", ["detail": .text("\(error)")])
    }
  }

  /// A transaction that a crash left open blocks readers and the group's offsets until it times out: keep that short.
  private static let transactionTimeoutMilliseconds = 15_000

  static func makeProducer(
    _ settings: ArresterKafka.KafkaSettings, _ kafka: ArresterConfiguration.KafkaSettings
  ) throws(KafkaError) -> KafkaTransactionalProducer {
    try KafkaTransactionalProducer(
      settings, transactionalIdentifier: transactionalIdentifier(kafka), transactionTimeoutMilliseconds: transactionTimeoutMilliseconds)
  }

  /// One for each member: its own name if it has one, else one for this process.
  private static func transactionalIdentifier(_ kafka: ArresterConfiguration.KafkaSettings) -> String {
    "\(kafka.group).\(kafka.instance ?? ProcessIdentity.name)"
  }
}
