import ArresterBreaker
import ArresterEngine
import ArresterKafka

/// What one transaction writes: everything decided up to some place in the input, and that place. All or nothing.
struct CommitBatch: Sendable {
  var verdicts: [Verdict] = []
  var breakers: [BoardRecord] = []
  var deadLetters: [DeadLetter] = []
  var offsets: [PartitionOffset] = []
  /// The member's place in its group when the batch was taken; nil where there are no offsets.
  var group: KafkaGroupMetadata?

  func messages(_ records: OutputRecords) -> [KafkaRecord] {
    verdicts.map(records.finding) + breakers.map(records.breaker) + deadLetters.map(records.deadLetter)
  }

  /// - Throws: what `KafkaTransactionalProducer.transaction` throws.
  func write(with producer: KafkaTransactionalProducer, _ records: OutputRecords) throws(KafkaError) {
    let messages = messages(records)
    try producer.transaction(offsets: offsets, group: group) { transaction throws(KafkaError) in
      for message in messages { try transaction.send(message) }
    }
  }
}
