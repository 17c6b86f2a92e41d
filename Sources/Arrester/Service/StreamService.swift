import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEnforcement
import ArresterEngine
import ArresterEvents
import ArresterKafka

/// The stream service: a member of a consumer group that decides in input order and commits what it decided together with the
/// offsets that led to it.
///
/// One thread decides: the one that calls `run`. What a partition needs is in its lane; breakers are on the board. What was decided is
/// committed meanwhile by another, one commit after the other.
public final class StreamService {
  /// A reload changes what may change while it runs.
  var options: ServiceOptions
  let log: Log
  let clock: any WallClock
  let records: OutputRecords
  let board: BoardOwner?
  var lanes: [PartitionLane?] = []
  var outbox: [Verdict] = []
  /// What watched principals did in this round.
  var watched: [WatchedChange] = []
  /// The newest trips.
  let trips = TripArchive()
  var recentVerdicts = RecentVerdicts()
  var recentDeadLetters = RecentDeadLetters()
  /// nil under `--until-end`.
  let audit: AuditTrail?
  /// A copy of the audit log, where one is asked for.
  let auditFile: AuditFile?
  /// nil where none is configured.
  let spool: IntentSpool?
  /// The partitions go to another: nothing of theirs comes after what is committed now.
  var isHandingOver = false
  /// The loop has ended: what is committed now is the last.
  var isLeaving = false
  /// Who is told, after the commit, what principals are denied; nil where nobody is called.
  var desk: EnforcementDesk?
  /// The newest order of each breaker that somebody was called for.
  var orders: [BreakerKey: DenyOrder] = [:]
  /// Of `orders`, those that the next transaction makes valid.
  var pendingOrders: Set<BreakerKey> = []
  var leaks = LeakDetector()
  /// As enforcers were told last.
  var wasHalted = false
  var plans = PlanTable.empty
  /// Whether there is a topic to keep baselines in: without it they begin anew at each start.
  let keepsBaselines: Bool
  /// What the topic says of the principals of the assigned partitions.
  var shelf: BaselineShelf?
  /// Keys of the baselines topic that nothing is to stand under any more.
  var forgottenBaselines: [[UInt8]] = []
  var sources: SourceWatch
  /// Wall time at which the batch in hand arrived.
  private(set) var arrivedAt: Int64 = 0
  /// Work of other threads that waits for the next commit.
  var tickets: [any LoopTicket] = []
  var summary = Summary()
  var tallies = ServiceTallies()
  /// Whether the topic has the posture that was adopted.
  var isPostureWritten = true
  /// End offsets as seen when a partition was first assigned, for bounded reading.
  var ends: [TopicPartition: Int64] = [:]
  /// Counters of lanes that were given away.
  var finished = LaneTotals()

  let settings: ArresterKafka.KafkaSettings
  let consumer: KafkaConsumer
  var producer: KafkaTransactionalProducer
  var breakers: KafkaTable?
  /// nil where nobody may ask for decisions.
  private(set) var endWatch: TopicEndWatch?
  /// Of the breakers topic's end; not caught up with yet.
  var sighting: TopicEndWatch.Sighting?
  private var lastCommit: Int64 = 0
  private var lastStatus = SystemClock.monotonic()
  private var heartbeat: Heartbeat
  /// Asked in each round: whether to drain and leave.
  let shouldStop: () -> Bool
  let ports: ServicePorts
  /// Told of SIGHUP, on the consuming thread.
  var onReload: (() -> Void)?

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
    ports.policy.replace(options.policy)
    let seal = try options.configuration.recordKey.map { RecordSeal(secret: try $0.read()) }
    records = OutputRecords(topics: options.configuration.output, seal: seal)
    heartbeat = Heartbeat(path: options.healthFile)
    settings = try options.kafkaSettings(log)
    let setup = TopicSetup(options: options, log: log)
    let partitionCounts = try setup.prepare(settings)
    keepsBaselines = try setup.hasBaselines(settings)
    board =
      options.isUntilEnd
      ? nil : BoardOwner(policy: options.policy, decisions: ports.decisions, trips: trips, log: log, clock: clock, seal: seal)
    let kafka = options.configuration.kafka
    sources = SourceWatch(options.configuration, startedAt: clock.now())
    audit = try StreamService.makeAudit(options, settings, startedAt: clock.now())
    auditFile = options.isUntilEnd ? nil : try options.configuration.audit.file.map { path in try AuditFile(path: path) }
    spool = options.isUntilEnd ? nil : try options.configuration.audit.spool.map { path in try IntentSpool(path: path) }
    if !options.isUntilEnd, !options.enforcers.isEmpty {
      desk = EnforcementDesk(
        enforcers: options.enforcers, settings: options.enforcementSettings, loop: ports.loop, spool: spool, clock: clock, log: log)
    }
    producer = try StreamService.makeProducer(settings, kafka)
    owner = PrincipalOwner(topic: kafka.topics.first ?? "", partitionCount: partitionCounts.first ?? 1)
    if let board { breakers = try StreamService.readBreakers(settings, options, board, log) { _ in false } }
    let membership = KafkaConsumer.Membership(
      group: kafka.group, topics: kafka.topics, instanceIdentifier: kafka.instance, readCommitted: true, endEvents: true)
    consumer = try KafkaConsumer(settings, membership)
    board?.onAct = { [unowned self] act in audit?.note(AuditEntry(act)) }
    board?.onPlanned = { [unowned self] in plan() }
    board?.onOrder = { [unowned self] breaker in order(breaker) }
    board?.onChange = { [unowned self] breaker in follow(breaker) }
    board?.onRestore = { [unowned self] key, time in for lane in lanes { lane?.shard.restore(key, at: time) } }
    connectTallies()
    _ = try adoptPosture(of: options)
  }

  /// Runs until the stop flag is set, or until the end where that was asked for; then commits and leaves the group.
  /// - Returns: what was read and decided.
  public func run() throws -> Summary {
    let start = SystemClock.monotonic()
    StartupLog.write(options, log)
    noteStart()
    consumer.delegate = self
    if board != nil { endWatch = TopicEndWatch(settings, topic: options.configuration.output.breakers) }
    defer {
      endWatch?.stop()
      consumer.close()
      _ = committer.wait()
      desk?.stop()
      ports.loop.close()
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
  /// This member's place in its group since its partitions were assigned. Asked for then and not when it is used: a member that was put out
  /// of its group has none, which brokers do not check, and librdkafka gives none while it closes.
  var membership: KafkaGroupMetadata?
  /// Whether the group has given this member its partitions, which may be none.
  var isAssigned = false
  /// The board knows of decisions that were never committed.
  var isBoardAhead = false
  /// As endpoints were told last.
  var unreadiness: String? = "starting"
  /// Which principals' events come to this member.
  var owner: PrincipalOwner
  /// Why this member cannot work on what it was assigned: the next round throws it.
  var assignmentFailure: (any Error)?

  /// One round: what is there is decided, and what was decided is committed.
  private func turn() throws {
    let isBulk = options.isUntilEnd
    var round = ServiceRound()
    let isTimed = ports.onRound != nil
    let taken = try consumer.poll(timeoutMilliseconds: pollMilliseconds, maximum: 512) { messages in
      if isTimed { round.fetched = SystemClock.monotonic() }
      arrivedAt = clock.now()
      take(messages)
      if isTimed { round.scored = SystemClock.monotonic() }
    }
    if let assignmentFailure { throw assignmentFailure }
    if let onReload, ReloadFlag.take() { onReload() }
    collectVerdicts()
    followWatched()
    if isTimed { round.decided = SystemClock.monotonic() }
    ports.noteTaken(taken)
    try followBreakers()
    serveLoop()
    tick()
    noteReadiness()
    let now = SystemClock.monotonic()
    let isDue = now - lastCommit > Timestamp.nanosecondsPerSecond
    try commitInPassing(isOutputDue: !isBulk || isDue || outbox.count > 1000, isOffsetsDue: isDue)
    if isDue {
      lastCommit = now
      checkSources()
    }
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

  /// Whoever asks the loop for something waits for it to come round.
  private var pollMilliseconds: Int { committer.isBusy || !tickets.isEmpty ? 5 : options.hasEndpoints ? 20 : 100 }

  /// Messages come in runs of one partition.
  private func take(_ messages: UnsafeBufferPointer<KafkaMessage>) {
    var start = 0
    while start < messages.count {
      let slot = messages[start].slot
      var end = start + 1
      while end < messages.count, messages[end].slot == slot { end += 1 }
      lanes[slot]?.take(UnsafeBufferPointer(rebasing: messages[start..<end]))
      if !sources.isEmpty, let lane = lanes[slot], !lane.isWarmingUp { sources.see(lane.partition.topic, at: arrivedAt) }
      start = end
    }
  }

  private func drain() throws {
    isLeaving = true
    if !isDone { ports.setUnreadiness("leaving") }
    noteStop()
    collectVerdicts()
    try commitAll()
  }

  // MARK: Deciding

  func collectVerdicts() {
    for lane in lanes {
      guard let lane, lane.hasVerdicts else { continue }
      let decided = lane.takeVerdicts()
      let verdicts = decided.map(\.verdict)
      summary.count(verdicts)
      tallies.verdicts.count(verdicts)
      for verdict in decided { decide(verdict, lane) }
      outbox += verdicts
    }
  }

  /// For the caps: who changed something in the hour before. Looked up for trips only: it visits every principal.
  private func changedPrincipals(before verdict: Verdict) -> Int {
    guard verdict.type == .trip else { return 0 }
    let hour = 3600 * Timestamp.nanosecondsPerSecond
    return lanes.reduce(0) { $0 + ($1?.shard.principals(changedSince: verdict.time - hour) ?? 0) }
  }

  private func decide(_ decided: DecidedVerdict, _ lane: PartitionLane) {
    let verdict = decided.verdict
    let watermark = lane.intake.admission.watermark(verdict.platform) ?? verdict.time
    if verdict.type == .trip { file(decided) }
    board?.handle(verdict, changedPrincipals: changedPrincipals(before: verdict), watermark: watermark)
    if verdict.type == .trip { noteDecision(verdict) }
    if options.hasEndpoints { recentVerdicts.add(verdict) }
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
