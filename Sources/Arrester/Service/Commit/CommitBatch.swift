import ArresterBreaker
import ArresterEnforcement
import ArresterEngine
import ArresterKafka

/// What one commit writes: everything decided up to some place in the input, and that place. All or nothing.
struct CommitBatch: Sendable {
  var verdicts: [Verdict] = []
  /// By trip: what was done about it at once.
  var decisions: [String: String] = [:]
  var breakers: [BoardRecord] = []
  /// Keys of the breakers topic that nothing stands under any more.
  var forgotten: [String] = []
  var trips = TripStep()
  var baselines: [BaselineRecord] = []
  /// Keys of the baselines topic likewise.
  var forgottenBaselines: [[UInt8]] = []
  var deadLetters: [DeadLetter] = []
  var audit: AuditTrail.Step?
  /// What enforcers are to do once this is committed.
  var orders: [DenyOrder] = []
  /// Work of other threads that what is here comes from, or that came while it waited.
  var tickets: [any LoopTicket] = []
  var offsets: [PartitionOffset] = []
  /// Where nothing moved: the places that were committed before. Sent once more, so that what a member writes of its own accord (a timer
  /// that ended, an enforcer's report) is refused where it has slept through a rebalance.
  var fence: [PartitionOffset] = []
  /// The member's place in its group when the batch was taken; nil where there are no offsets.
  var group: KafkaGroupMetadata?

  /// Nothing was decided: the place alone.
  var isPlaceOnly: Bool {
    verdicts.isEmpty && breakers.isEmpty && forgotten.isEmpty && trips.isEmpty && deadLetters.isEmpty && audit == nil
      && baselines.isEmpty && forgottenBaselines.isEmpty
  }

  /// What this member's configuration comes to is put in force with it.
  var holdsPosture: Bool { breakers.contains { if case .posture = $0 { true } else { false } } }

  func messages(_ records: OutputRecords) -> [KafkaRecord] {
    verdicts.map { records.finding($0, decision: decisions[$0.identifier]) } + breakers.map(records.breaker) + messages(trips, records)
      + deadLetters.map(records.deadLetter)
      + forgotten.map(records.tombstone) + (audit?.records ?? []).map(records.audit)
      // First what goes: a principal may have come back meanwhile.
      + forgottenBaselines.map(records.baselineTombstone) + baselines.map(records.baseline)
  }

  private func messages(_ trips: TripStep, _ records: OutputRecords) -> [KafkaRecord] {
    trips.toldFiles.map(records.finding) + trips.files.map(records.trip)
      + trips.dropped.map { records.tombstone(TripFile.recordKey($0.verdict.identifier)) }
  }

  /// A transaction; or, for the place alone, a plain commit.
  /// - Throws: what `KafkaTransactionalProducer.transaction` or `KafkaConsumer.commit` throws.
  func write(
    with producer: KafkaTransactionalProducer, _ consumer: KafkaConsumer, _ records: OutputRecords
  ) throws(KafkaError) {
    guard !isPlaceOnly else { return try consumer.commit(offsets) }
    let messages = messages(records)
    try producer.transaction(offsets: offsets.isEmpty ? fence : offsets, group: group) { transaction throws(KafkaError) in
      for message in messages { try transaction.send(message) }
    }
  }
}
