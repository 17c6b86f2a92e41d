import ArresterBase
import ArresterConfiguration
import ArresterKafka
import Glibc

/// Findings, breaker records, dead letters and the offsets that led to them are committed together, in the order of the input, while
/// the loop goes on.
extension StreamService {
  /// Whether something was decided that no transaction has taken yet.
  var hasOutput: Bool {
    !outbox.isEmpty || !(board?.pending.isEmpty ?? true) || !(audit?.isEmpty ?? true)
      || lanes.contains { !($0?.deadLetters.isEmpty ?? true) }
  }

  /// Takes all of it, with the offsets that it reaches to.
  func takeBatch() -> CommitBatch {
    var batch = CommitBatch()
    swap(&batch.verdicts, &outbox)
    for verdict in batch.verdicts where verdict.type == .trip {
      batch.decisions[verdict.identifier] = trips[verdict.identifier]?.decision
    }
    swap(&batch.tickets, &tickets)
    batch.breakers = board?.takePending() ?? []
    batch.forgotten = board?.takeForgotten() ?? []
    batch.trips = takeTrips()
    batch.baselines = takeLearnt()
    batch.forgottenBaselines = takeForgottenBaselines()
    batch.audit = takeAudit()
    batch.orders = pendingOrders.compactMap { orders[$0] }
    pendingOrders.removeAll()
    for lane in lanes { batch.deadLetters += lane?.takeDeadLetters() ?? [] }
    if options.hasEndpoints { recentDeadLetters.add(batch.deadLetters, at: clock.now()) }
    batch.offsets = offsets
    if batch.offsets.isEmpty, !batch.isPlaceOnly, membership != nil { batch.fence = lanes.compactMap { $0?.fence } }
    batch.group = batch.offsets.isEmpty && batch.fence.isEmpty ? nil : membership ?? consumer.groupMetadata
    markCommitted()
    return batch
  }

  /// Of lanes that moved since the last commit.
  private var offsets: [PartitionOffset] { lanes.compactMap { $0?.isDirty ?? false ? $0?.committable() : nil } }

  private func markCommitted() { for lane in lanes { lane?.markCommitted() } }

  // MARK: While the loop goes on

  /// Looks after the commit that runs, and starts the next one where one is due.
  /// - Parameter isOffsetsDue: commit offsets too that nothing was decided at.
  func commitInPassing(isOutputDue: Bool, isOffsetsDue: Bool) throws {
    let isFull = hasMuchOutput
    if isFull {
      try settleInFlight()
    } else if let result = committer.finished() {
      try settle(result)
    }
    guard !committer.isBusy, !hasLostMembership else { return }
    let now = SystemClock.monotonic()
    guard isFull || now >= nextCommitTime else { return }
    if let inFlight {
      start(inFlight)
    } else if hasOutput ? isOutputDue : isOffsetsDue {
      nextCommitTime = now + StreamService.commitPauseNanoseconds
      start(takeBatch())
    }
  }

  /// From one commit's start to the next one's: what is decided meanwhile goes together. A transaction costs the broker as much as some
  /// hundred events; the first after a pause does not wait.
  private static let commitPauseNanoseconds: Int64 = 100_000_000

  /// So much waits for the next transaction that the loop waits for the one before it, tries and all: memory is bounded where brokers
  /// are away.
  private var hasMuchOutput: Bool {
    let letters = lanes.reduce(0) { $0 + ($1?.deadLetters.count ?? 0) }
    return outbox.count + letters + (board?.pending.count ?? 0) + (audit?.count ?? 0) > StreamService.mostOutput
  }

  /// Dead letters hold up to 64 KiB of their record each.
  private static let mostOutput = 4096
  private static let retryPauseNanoseconds = Timestamp.nanosecondsPerSecond

  private func start(_ batch: CommitBatch) {
    guard !batch.isPlaceOnly || !batch.offsets.isEmpty else { return drop(batch) }
    inFlight = batch
    committer.start(batch, with: producer, consumer, records)
  }

  /// Waits for brokers that are away; gives up only where this member has lost its partitions, whose next owner decides the same again.
  private func settle(_ result: Result<Void, KafkaError>) throws {
    guard let batch = inFlight else { return }
    guard case .failure(let error) = result else {
      timesFenced = 0
      return finish(batch)
    }
    tallies.commits.note(batch, isCommitted: false)
    if batch.isPlaceOnly { return keepForNextCommit(error) }
    if error.isMembershipLost { return loseInFlight(error) }
    if isEnd(error) { throw error }
    log.error("a commit failed and is tried again", ["detail": .text("\(error)")])
    if try renewProducer(after: error), try isCommitted(batch) {
      finish(batch)
    } else {
      nextCommitTime = SystemClock.monotonic() + StreamService.retryPauseNanoseconds
    }
  }

  /// Whether nothing more can be tried. A broker that was away for longer than a transaction may take fences the producer too: a new one
  /// goes on. Another instance with the same name fences again and again.
  private func isEnd(_ error: KafkaError) -> Bool {
    if error.isFenced { timesFenced += 1 }
    return shouldStop() || (error.isFenced ? timesFenced > StreamService.mostTimesFenced : error.isFatal)
  }

  private static let mostTimesFenced = 3

  /// It is in the topics: now enforcers may act, and whoever asked is answered.
  func finish(_ batch: CommitBatch) {
    inFlight = nil
    if batch.holdsPosture { isPostureWritten = true }
    tallies.commits.note(batch, isCommitted: true)
    let now = clock.now()
    for verdict in batch.verdicts where verdict.type == .trip { trips.update(verdict.identifier) { $0.ledger.committedAt = now } }
    if let step = batch.audit { keepAudit(step) }
    if audit?.isEmpty ?? false { spool?.clear() }
    desk?.carryOut(batch.orders)
    for ticket in batch.tickets { ticket.settle(.success(())) }
  }

  /// It never will be.
  private func drop(_ batch: CommitBatch?) {
    inFlight = nil
    if let step = batch?.audit { audit?.giveBack(step) }
    if let batch { trips.giveBack(batch.trips) }
    for ticket in batch?.tickets ?? [] { ticket.settle(.failure(LoopError.handedOver)) }
  }

  private func keepForNextCommit(_ error: KafkaError) {
    log.warning("offsets were not committed; they are with the next commit", ["detail": .text("\(error)")])
    inFlight = nil
    for lane in lanes { lane?.markMoved() }
  }

  /// Nothing more is committed until partitions are assigned anew: later offsets must not stand without what was lost.
  private func loseInFlight(_ error: KafkaError) {
    log.warning("lost the partitions before a commit: their next owner decides again", ["detail": .text("\(error)")])
    drop(inFlight)
    hasLostMembership = true
    isBoardAhead = true
  }

  // MARK: While the loop waits

  /// Commits everything before the loop ends.
  func commitAll() throws {
    try settleInFlight()
    guard !hasLostMembership else { return }
    start(takeBatch())
    try settleInFlight()
  }

  private func settleInFlight() throws {
    while let batch = inFlight {
      if let result = committer.wait() {
        try settle(result)
      } else {
        sleep(1)
        start(batch)
      }
    }
  }

  /// One try for what runs and one for the rest: the group waits for the answer.
  /// - Throws: where something was not committed; the board then knows more than the topics.
  func commitBeforeHandOver() throws(KafkaError) {
    try endInFlight()
    // What stands before all that would be committed next was not: later offsets must not stand without it.
    guard !hasLostMembership, inFlight == nil else { return }
    collectVerdicts()
    isHandingOver = true
    defer { isHandingOver = false }
    start(takeBatch())
    try endInFlight()
  }

  /// Waits for what runs, which is in flight no more, whatever became of it. What failed before and waits for its next try stays.
  private func endInFlight() throws(KafkaError) {
    guard let result = committer.wait(), let batch = inFlight else { return }
    guard case .failure(let error) = result else { return finish(batch) }
    tallies.commits.note(batch, isCommitted: false)
    drop(batch)
    isBoardAhead = isBoardAhead || !batch.isPlaceOnly
    throw error
  }

  /// The partitions are another's: nothing of what was decided here and not committed counts.
  func forgetUncommitted() {
    isBoardAhead = isBoardAhead || hasOutput || inFlight != nil
    drop(inFlight)
    outbox.removeAll()
    audit?.forgetDecisions()
    for ticket in tickets { ticket.settle(.failure(LoopError.handedOver)) }
    tickets.removeAll()
    _ = board?.takePending()
  }

  // MARK: Outcomes

  /// Where the outcome of a commit is unknown, or the producer was fenced, only a new producer with the same identifier ends what was
  /// left open. Waits for brokers that are away.
  /// - Returns: whether the outcome was unknown, and is settled now.
  private func renewProducer(after error: KafkaError) throws -> Bool {
    guard error.isFenced || (error.isRetriable && !error.requiresAbort) else { return false }
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

  /// Whether a commit whose outcome was unknown went through: the group's committed offsets say it, and where it reached to none, as
  /// people's acts do, the end of its audit chain. Records of breakers may be written twice, those of a chain must not.
  func isCommitted(_ batch: CommitBatch) throws(KafkaError) -> Bool {
    if batch.offsets.isEmpty {
      guard let last = batch.audit?.records.last else { return false }
      let tail = try AuditTopic.tails(settings, topic: options.configuration.output.audit).tail(of: last.writer)
      return tail.map { $0.sequence >= last.sequence } ?? false
    }
    let committed = try consumer.committed(batch.offsets.map(\.partition))
    return zip(committed, batch.offsets).allSatisfy { ($0.offset ?? -1) >= $1.offset }
  }

  // MARK: The producer

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
