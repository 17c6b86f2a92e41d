import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEngine
import ArresterEvents
import ArresterKafka

/// The stream service: a member of a consumer group that decides in input order and commits what it decided together with the
/// offsets that led to it.
///
/// One thread decides: the one that calls `run`. What a partition needs is in its lane; breakers are on the board. What was decided is
/// committed meanwhile by another, one commit after the other.
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

  let settings: ArresterKafka.KafkaSettings
  let consumer: KafkaConsumer
  var producer: KafkaTransactionalProducer
  var breakers: KafkaTable?
  private var lastCommit: Int64 = 0
  private var lastStatus = SystemClock.monotonic()
  private var heartbeat: Heartbeat
  /// Asked in each round: whether to drain and leave.
  let shouldStop: () -> Bool
  let ports: ServicePorts

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
    let seal = try options.configuration.recordKey.map { RecordSeal(secret: try $0.read()) }
    records = OutputRecords(topics: options.configuration.output, seal: seal)
    heartbeat = Heartbeat(path: options.healthFile)
    settings = try options.kafkaSettings(log)
    let partitionCounts = try TopicSetup(options: options, log: log).prepare(settings)
    board = options.isUntilEnd ? nil : BoardOwner(policy: options.policy, decisions: ports.decisions, log: log, clock: clock, seal: seal)
    let kafka = options.configuration.kafka
    producer = try StreamService.makeProducer(settings, kafka)
    owner = PrincipalOwner(topic: kafka.topics.first ?? "", partitionCount: partitionCounts.first ?? 1)
    if let board { breakers = try StreamService.readBreakers(settings, options, board, log) { _ in false } }
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
    defer {
      consumer.close()
      _ = committer.wait()
    }
    repeat {
      while !shouldStop(), !isDone { try turn() }
      try drain()
      // What was lost on the way out is decided again once partitions are assigned anew.
    } while hasLostMembership && !shouldStop()
    summary.seconds = Double(SystemClock.monotonic() - start) / 1e9
    total()
    log.info("left", ["events": .number(summary.intake.events), "trips": .number(summary.trips)])
    return summary
  }

  private var isDone: Bool {
    options.isUntilEnd && isAssigned && !hasLostMembership && lanes.allSatisfy { $0?.isAtEnd ?? true }
  }

  let committer = Committer()
  /// What the commit that runs, or is to be tried again, writes: kept until its outcome is known.
  var inFlight: CommitBatch?
  /// In a row.
  var timesFenced = 0
  /// No commit begins before, on the monotonic clock.
  var nextCommitTime: Int64 = 0
  /// A commit was refused because the partitions are another's: until they are assigned anew nothing is committed.
  var hasLostMembership = false
  /// Whether the group has given this member its partitions, which may be none.
  var isAssigned = false
  /// The board knows of decisions that were never committed.
  var isBoardAhead = false
  /// Which principals' events come to this member.
  var owner: PrincipalOwner
  /// Why this member cannot work on what it was assigned: the next round throws it.
  var assignmentFailure: (any Error)?

  /// One round: what is there is decided, and what was decided is committed.
  private func turn() throws {
    let isBulk = options.isUntilEnd
    var round = ServiceRound()
    let isTimed = ports.onRound != nil
    let taken = try consumer.poll(timeoutMilliseconds: committer.isBusy ? 5 : 100, maximum: 512) { messages in
      if isTimed { round.fetched = SystemClock.monotonic() }
      take(messages)
      if isTimed { round.scored = SystemClock.monotonic() }
    }
    if let assignmentFailure { throw assignmentFailure }
    collectVerdicts()
    if isTimed { round.decided = SystemClock.monotonic() }
    ports.noteTaken(taken)
    try followBreakers()
    obey()
    tick()
    let now = SystemClock.monotonic()
    let isDue = now - lastCommit > Timestamp.nanosecondsPerSecond
    try commitInPassing(isOutputDue: !isBulk || isDue || outbox.count > 1000, isOffsetsDue: isDue)
    if isDue { lastCommit = now }
    if let onRound = ports.onRound, taken > 0 {
      round.messages = taken
      round.committed = SystemClock.monotonic()
      onRound(round)
    }
    heartbeat.beat(now)
    if now - lastStatus > 60 * Timestamp.nanosecondsPerSecond {
      lastStatus = now
      logStatus()
    }
  }

  /// Messages come in runs of one partition.
  private func take(_ messages: UnsafeBufferPointer<KafkaMessage>) {
    var start = 0
    while start < messages.count {
      let slot = messages[start].slot
      var end = start + 1
      while end < messages.count, messages[end].slot == slot { end += 1 }
      lanes[slot]?.take(UnsafeBufferPointer(rebasing: messages[start..<end]))
      start = end
    }
  }

  private func drain() throws {
    collectVerdicts()
    try commitAll()
  }

  // MARK: Deciding

  func collectVerdicts() {
    for lane in lanes {
      guard let lane, lane.shard.hasVerdicts else { continue }
      let verdicts = lane.shard.takeVerdicts()
      summary.count(verdicts)
      for verdict in verdicts { decide(verdict, lane) }
      outbox += verdicts
    }
  }

  /// For the caps: who changed something in the hour before. Looked up for trips only: it visits every principal.
  private func changedPrincipals(before verdict: Verdict) -> Int {
    guard verdict.type == .trip else { return 0 }
    let hour = 3600 * Timestamp.nanosecondsPerSecond
    return lanes.reduce(0) { $0 + ($1?.shard.principals(changedSince: verdict.time - hour) ?? 0) }
  }

  private func decide(_ verdict: Verdict, _ lane: PartitionLane) {
    let watermark = lane.intake.admission.watermark(verdict.platform) ?? verdict.time
    board?.handle(verdict, changedPrincipals: changedPrincipals(before: verdict), watermark: watermark)
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
}
