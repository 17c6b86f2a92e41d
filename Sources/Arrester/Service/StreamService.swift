import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEngine
import ArresterEvents
import ArresterKafka

/// The stream service: a member of a consumer group that decides in input order and commits what it decided together with the
/// offsets that led to it.
///
/// One thread does all of it: the one that calls `run`. What a partition needs is in its lane; breakers are on the board.
public final class StreamService {
  let options: ServiceOptions
  let log: Log
  let clock: any WallClock
  let records: OutputRecords
  let board: BoardOwner?
  var lanes: [PartitionLane?] = []
  var outbox: [Verdict] = []
  var summary = Summary()
  /// End offsets as seen when a partition was first assigned, for bounded reading.
  var ends: [TopicPartition: Int64] = [:]
  /// Counters of lanes that were given away.
  var finished = LaneTotals()

  private let settings: ArresterKafka.KafkaSettings
  private let consumer: KafkaConsumer
  private var producer: KafkaTransactionalProducer
  private var breakers: KafkaTable?
  private var lastCommit: Int64 = 0
  private var lastStatus = SystemClock.monotonic()
  private var heartbeat: Heartbeat
  /// Asked in each round: whether to drain and leave.
  private let shouldStop: () -> Bool

  private let ports: ServicePorts

  /// Connects, makes missing topics if asked to, and reads the breakers topic to its end.
  /// - Throws: `KafkaError`, or what the topics lack.
  public init(
    _ options: ServiceOptions, log: Log = Log(), clock: any WallClock = SystemClock(), ports: ServicePorts = ServicePorts(),
    shouldStop: @escaping () -> Bool = { StopFlag.isSet }
  ) throws {
    self.ports = ports
    self.options = options
    self.log = log
    self.clock = clock
    self.shouldStop = shouldStop
    records = OutputRecords(topics: options.configuration.output)
    heartbeat = Heartbeat(path: options.healthFile)
    settings = try options.kafkaSettings(log)
    try TopicSetup(options: options, log: log).prepare(settings)
    board = options.isUntilEnd ? nil : BoardOwner(policy: options.policy, decisions: ports.decisions, log: log, clock: clock)
    let kafka = options.configuration.kafka
    producer = try StreamService.makeProducer(settings, kafka)
    if let board { breakers = try StreamService.readBreakers(settings, options, board, log) }
    let membership = KafkaConsumer.Membership(
      group: kafka.group, topics: kafka.topics, instanceIdentifier: kafka.instance, readCommitted: true, endEvents: true)
    consumer = try KafkaConsumer(settings, membership)
    board?.onRestore = { [unowned self] key, time in for lane in lanes { lane?.shard.restore(key, at: time) } }
  }

  /// Runs until the stop flag is set, or until the end where that was asked for; then commits and leaves the group.
  /// - Returns: what was read and decided.
  public func run() throws -> Summary {
    let start = SystemClock.monotonic()
    StartupLog.write(options, log)
    consumer.delegate = self
    defer { consumer.close() }
    while !shouldStop(), !isDone { try turn() }
    try drain()
    summary.seconds = Double(SystemClock.monotonic() - start) / 1e9
    total()
    log.info("left", ["events": .number(summary.intake.events), "trips": .number(summary.trips)])
    return summary
  }

  private var isDone: Bool {
    options.isUntilEnd && isAssigned && lanes.allSatisfy { $0?.isAtEnd ?? true }
  }

  /// Whether the group has given this member its partitions, which may be none.
  var isAssigned = false
  /// The board knows of decisions that were never committed.
  var isBoardAhead = false

  /// One round: what is there is decided, and what was decided is committed.
  private func turn() throws {
    let isBulk = options.isUntilEnd
    let taken = try consumer.poll(timeoutMilliseconds: 100, maximum: 4096) { messages in
      for message in messages { lanes[message.slot]?.take(message) }
    }
    collectVerdicts()
    ports.noteTaken(taken)
    try followBreakers()
    obey()
    tick()
    let now = SystemClock.monotonic()
    let isDue = now - lastCommit > Timestamp.nanosecondsPerSecond
    if hasOutput, !isBulk || isDue || outbox.count > 1000 {
      try commitOutputs()
      lastCommit = now
    } else if isDue {
      commitOffsets()
      lastCommit = now
    }
    heartbeat.beat(now)
    if now - lastStatus > 60 * Timestamp.nanosecondsPerSecond {
      lastStatus = now
      logStatus()
    }
  }

  private func drain() throws {
    collectVerdicts()
    if hasOutput { try commitOutputs() } else { commitOffsetsNow() }
  }

  // MARK: Deciding

  private func collectVerdicts() {
    for lane in lanes {
      guard let lane, lane.shard.hasVerdicts else { continue }
      let verdicts = lane.shard.takeVerdicts()
      summary.count(verdicts)
      for verdict in verdicts { decide(verdict, lane) }
      outbox += verdicts
    }
  }

  private func decide(_ verdict: Verdict, _ lane: PartitionLane) {
    let watermark = lane.intake.admission.watermark(verdict.platform) ?? verdict.time
    board?.handle(verdict, changedPrincipals: lanes.reduce(0) { $0 + ($1?.shard.principalCount ?? 0) }, watermark: watermark)
    if verdict.type == .warn {
      log.info("warning", ["principal": .text(verdict.principal), "why": .text(VerdictWords.reasons(verdict))])
    } else {
      log.warning(
        verdict.type.rawValue,
        [
          "id": .text(verdict.identifier), "principal": .text(verdict.principal), "kind": .text(verdict.principalKind.name),
          "rule": .text(verdict.rule?.name ?? ""), "time": .text(Timestamp.format(verdict.time)),
          "why": .text(VerdictWords.reasons(verdict)),
        ])
    }
    ports.onVerdict(verdict)
  }

  /// Hands over what people ordered since the last round.
  private func obey() {
    guard let board else { return }
    for order in ports.orders.take() {
      let watermark = lanes.compactMap { $0?.watermarks[order.key.platform] }.max() ?? 0
      board.command(order.command, for: order.key, watermark: watermark)
    }
  }

  private func tick() {
    guard let board, isFirstMember else { return }
    var watermarks: [Platform: Int64] = [:]
    for lane in lanes {
      for (platform, time) in lane?.watermarks ?? [:] { watermarks[platform] = min(watermarks[platform] ?? .max, time) }
    }
    board.tick(watermarks: watermarks)
  }

  /// Timers belong to one member of the group: the one that owns the first partition.
  private var isFirstMember: Bool { lanes.contains { $0?.partition.partition == 0 } }

  private func followBreakers() throws {
    guard let board, let breakers else { return }
    try breakers.poll(timeoutMilliseconds: 0) { messages in for message in messages { board.apply(key: message.key, value: message.value) }
    }
  }

  // MARK: Committing

  var hasOutput: Bool {
    !outbox.isEmpty || !(board?.pending.isEmpty ?? true) || lanes.contains { !($0?.deadLetters.isEmpty ?? true) }
  }

  private var offsets: [PartitionOffset] { lanes.compactMap { $0?.isDirty ?? false ? $0?.committable() : nil } }

  /// Findings, breaker records, dead letters and the offsets that led to them: all or nothing. Waits for brokers that are
  /// away; gives up only where this member has lost its partitions, whose next owner decides the same again.
  private func commitOutputs() throws {
    let output =
      outbox.map(records.finding) + (board?.pending.map(records.breaker) ?? [])
      + lanes.flatMap { $0?.deadLetters.map(records.deadLetter) ?? [] }
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
    let output = outbox.map(records.finding) + (board?.pending.map(records.breaker) ?? [])
    try commit(output)
    markCommitted()
  }

  private func commitOffsets() {
    let offsets = offsets
    guard !offsets.isEmpty else { return }
    do throws(KafkaError) {
      try consumer.commitLater(offsets)
      for lane in lanes { lane?.markCommitted() }
    } catch {
      log.warning("offsets were not committed; they are with the next commit", ["detail": .text("\(error)")])
    }
  }

  private func commitOffsetsNow() {
    let offsets = offsets
    do throws(KafkaError) { try consumer.commit(offsets) } catch {
      log.warning("the last offsets were not committed: what they cover is read again", ["detail": .text("\(error)")])
    }
  }

  /// A transaction that a crash left open blocks readers and the group's offsets until it times out: keep that short.
  private static let transactionTimeoutMilliseconds = 15_000

  private static func makeProducer(
    _ settings: ArresterKafka.KafkaSettings, _ kafka: ArresterConfiguration.KafkaSettings
  ) throws(KafkaError) -> KafkaTransactionalProducer {
    try KafkaTransactionalProducer(
      settings, transactionalIdentifier: transactionalIdentifier(kafka), transactionTimeoutMilliseconds: transactionTimeoutMilliseconds)
  }

  /// One for each member: its own name if it has one, else one for this process.
  private static func transactionalIdentifier(_ kafka: ArresterConfiguration.KafkaSettings) -> String {
    "\(kafka.group).\(kafka.instance ?? ProcessIdentity.name)"
  }

  /// What was decided and not committed must be decided again: the board goes back to what the topic says.
  func reloadBoardIfAhead() throws {
    guard let board, isBoardAhead else { return }
    breakers?.close()
    board.reset(policy: options.policy)
    breakers = try StreamService.readBreakers(settings, options, board, log)
    isBoardAhead = false
  }

  private static func readBreakers(
    _ settings: ArresterKafka.KafkaSettings, _ options: ServiceOptions, _ board: BoardOwner, _ log: Log
  ) throws -> KafkaTable {
    let table = try KafkaTable(settings, topic: options.configuration.output.breakers)
    let count = try table.load(timeoutMilliseconds: 60_000) { messages in
      for message in messages { board.apply(key: message.key, value: message.value) }
    }
    board.finishLoading(policy: options.policy)
    log.info("read the breakers topic", ["records": .number(count)])
    return table
  }
}
