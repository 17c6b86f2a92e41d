import ArresterBreaker
import ArresterEngine
import ArresterKafka

/// What one commit writes: everything decided up to some place in the input, and that place. All or nothing.
struct CommitBatch: Sendable {
  var verdicts: [Verdict] = []
  var breakers: [BoardRecord] = []
  var deadLetters: [DeadLetter] = []
  var offsets: [PartitionOffset] = []
  /// The member's place in its group when the batch was taken; nil where there are no offsets.
  var group: KafkaGroupMetadata?

  /// Nothing was decided: the place alone.
  var isPlaceOnly: Bool { verdicts.isEmpty && breakers.isEmpty && deadLetters.isEmpty }

  func messages(_ records: OutputRecords) -> [KafkaRecord] {
    verdicts.map(records.finding) + breakers.map(records.breaker) + deadLetters.map(records.deadLetter)
  }

  /// A transaction; or, for the place alone, a plain commit.
  /// - Throws: what `KafkaTransactionalProducer.transaction` or `KafkaConsumer.commit` throws.
  func write(
    with producer: KafkaTransactionalProducer, _ consumer: KafkaConsumer, _ records: OutputRecords
  ) throws(KafkaError) {
    guard !isPlaceOnly else { return try consumer.commit(offsets) }
    let messages = messages(records)
    try producer.transaction(offsets: offsets, group: group) { transaction throws(KafkaError) in
      for message in messages { try transaction.send(message) }
    }
  }
}
