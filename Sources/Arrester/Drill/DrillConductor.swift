import ArresterBase
import ArresterBreaker
import ArresterEnforcement
import ArresterEvents
import ArresterKafka
import ArresterServer

/// Holds drills, one at a time: a canary's events go in at the topic, and the whole way is watched to the read-back and back again.
///
/// In a person's drill lifting takes what it always takes: the one who began it asks, and another person agrees.
actor DrillConductor {
  private let ports: ServicePorts
  private let options: ServiceOptions
  private let producer: AcknowledgedProducer
  private let clock: any WallClock
  private var run: DrillRun?
  private var conducting: Task<Void, Never>?
  private var asked: Set<DrillStep> = []
  private var events: CanaryEvents?
  /// Whoever asks once more after that begins another.
  private var isEndTold = false
  private var startedAt: Int64 = 0
  /// When the canary's breaker was forced open for this drill; nil until then.
  private var forced: Int64?
  private var liftedAt: Int64 = 0

  private static let pauseNanoseconds: UInt64 = 50_000_000

  init(
    ports: ServicePorts, options: ServiceOptions, producer: AcknowledgedProducer, clock: any WallClock = SystemClock()
  ) {
    self.ports = ports
    self.options = options
    self.producer = producer
    self.clock = clock
  }

  /// Begins a drill, or tells how the one that runs is doing, and once how it ended.
  /// - Returns: one object, `DrillRun.write`.
  /// - Throws: `DrillProblem` where none can be held here.
  func hold(by person: Person) throws(DrillProblem) -> [UInt8] {
    if let run {
      if !run.isOver || !isEndTold {
        isEndTold = run.isOver
        return json
      }
    }
    try begin(by: .person(person))
    return json
  }

  /// Holds one to its end. It begins only where the canary's breaker is closed: what people have opened is theirs.
  /// - Throws: `DrillProblem` where none can be held now; what the loop throws.
  func holdScheduled() async throws -> DrillRun {
    let canary = try canary()
    if let run, !run.isOver { throw DrillProblem(detail: "another drill is held") }
    let state = try await loop.perform { $0.board?.breakers[canary]?.state }.value
    guard state ?? .closed == .closed else {
      throw DrillProblem(detail: "the canary's breaker is \(state?.rawValue ?? ""); restore it")
    }
    // A person's may have begun meanwhile.
    if let run, !run.isOver { throw DrillProblem(detail: "another drill is held") }
    try begin(by: .schedule(instance: ProcessIdentity.name))
    await conducting?.value
    guard let run else { throw DrillProblem(detail: "the drill was not begun") }
    return run
  }

  private var loop: LoopQueue { ports.loop }

  private var json: [UInt8] {
    var json = JSONText()
    run?.write(to: &json)
    return json.bytes
  }

  private func begin(by holder: DrillHolder) throws(DrillProblem) {
    let canary = try canary()
    let plan = try DrillPlan(canary: canary, under: ports.policy.value)
    guard ports.policy.value.mode(for: canary) == .enforce else {
      throw DrillProblem(detail: "the canary's mode is shadow, where nobody is denied; set mode to enforce for it")
    }
    startedAt = clock.now()
    asked = []
    forced = nil
    isEndTold = false
    events = CanaryEvents(canary: canary, drill: String(startedAt, radix: 36))
    run = DrillRun(plan, at: SystemClock.monotonic())
    conducting = Task { await conduct(by: holder) }
  }

  func canary() throws(DrillProblem) -> BreakerKey {
    guard let principal = options.configuration.drill?.principal else {
      throw DrillProblem(detail: "there is no canary; set drill.principal to a principal that exists for drills alone")
    }
    let isAWS = principal.hasPrefix("arn:")
    let parts = principal.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let scope = isAWS && parts.count == 6 ? String(parts[4]) : options.model.events.cluster
    let platform: Platform = isAWS ? .aws : .kubernetes
    guard KindRulesFinder(options.model.events.kinds).kind(platform: platform, principal: principal, session: nil) == .agent else {
      throw DrillProblem(
        detail: "the canary \(principal) is no agent by the model's rules, so that no breaker would act; declare it, as with --kind")
    }
    return BreakerKey(platform: platform, homeScope: scope, principal: principal, kind: .agent)
  }

  // MARK: The way

  private func conduct(by holder: DrillHolder) async {
    while let steps = run?.pending, !steps.isEmpty {
      for step in steps { await attempt(step, by: holder) }
      run?.advance(to: SystemClock.monotonic())
      try? await Task.sleep(nanoseconds: DrillConductor.pauseNanoseconds)
    }
    let canary = run?.plan.canary
    let hasPassed = run?.hasPassed ?? false
    loop.post { loop in
      loop.note(
        AuditEntry(.result, .drill, by: holder.actor, key: canary, at: loop.wallTime, outcome: hasPassed ? .success : .failure))
    }
  }

  private func attempt(_ step: DrillStep, by holder: DrillHolder) async {
    do {
      if try await isDone(step, by: holder) { run?.passed(step, at: SystemClock.monotonic()) }
    } catch {
      run?.failed(step, "\(error)", at: SystemClock.monotonic())
    }
  }

  private func isDone(_ step: DrillStep, by holder: DrillHolder) async throws -> Bool {
    guard let canary = run?.plan.canary else { return false }
    switch step {
    case .produced:
      try await produce(events?.trip(at: clock.now()) ?? [])
      return true
    case .tripRecorded:
      let startedAt = startedAt
      return try await loop.perform { loop in
        loop.trips.all.contains { $0.key == canary && ($0.ledger.committedAt ?? .min) >= startedAt }
      }.value
    case .forcedOpen:
      try await askOnce(step, .forceOpen, by: holder)
      forced = try await breaker().flatMap { $0.state == .forcedOpen ? $0.enteredAt : nil }
      return forced != nil
    case .decisionDenied: return !isAllowed()
    case .enforced(let name): return try await isStanding(at: name, as: .allWrites)
    case .lifted:
      guard try await isOwn() else { throw DrillProblem(detail: "somebody has forced the canary open: lift it, or leave it so") }
      try await askOnce(step, .liftForced, by: holder)
      let state = try await breaker()?.state
      liftedAt = clock.now()
      return state == .probation || state == .closed
    case .removed(let name):
      try await endProbation()
      return try await isRemoved(at: name)
    case .decisionAllowed: return isAllowed()
    }
  }

  /// Only writes later than the lifting count, and records of some sources know whole seconds only.
  private func endProbation() async throws {
    let now = clock.now()
    guard now - liftedAt >= 2 * Timestamp.nanosecondsPerSecond, asked.insert(.decisionAllowed).inserted else { return }
    try await produce(events?.writes(ports.policy.value.probationWrites, at: now) ?? [])
  }

  private func isAllowed() -> Bool {
    guard let canary = run?.plan.canary else { return false }
    return ports.decisions.decide(principal: canary.principal, kind: canary.kind, platform: canary.platform, change: .nonDestructive)
      .isAllowed
  }

  private func breaker() async throws -> Breaker? {
    guard let canary = run?.plan.canary else { return nil }
    return try await loop.perform { $0.board?.breakers[canary] }.value
  }

  /// Whether what is open is what this drill has forced open.
  private func isOwn() async throws -> Bool {
    guard let breaker = try await breaker(), breaker.state == .forcedOpen else { return true }
    return breaker.enteredAt == forced
  }

  private func isStanding(at enforcer: String, as extent: DenyOrder.Extent) async throws -> Bool {
    guard let canary = run?.plan.canary, let desk = try await loop.perform({ $0.desk }).value else { return false }
    let state = await desk.states(of: canary).first { $0.enforcer == enforcer }
    return state?.order.extent == extent && state?.phase == .standing
  }

  /// The breaker is closed, and no enforcer that counts has anything left.
  private func isRemoved(at enforcer: String) async throws -> Bool {
    guard let canary = run?.plan.canary, let breaker = try await loop.perform({ $0.board?.breakers[canary] }).value else { return false }
    return breaker.state == .closed && !breaker.enforcers.contains { $0.name == enforcer }
  }

  private func askOnce(_ step: DrillStep, _ command: BreakerCommand, by holder: DrillHolder) async throws {
    guard let canary = run?.plan.canary, asked.insert(step).inserted else { return }
    guard case .person(let person) = holder else { return try await order(command, canary, by: holder) }
    let outcome = try await loop.perform { loop in
      loop.act(about: canary) { board, moment in
        board.ask(.command(command), about: canary, by: person, reason: "a drill", at: moment)
      }
    }.value
    if let error = outcome?.error { throw error }
  }

  private func order(_ command: BreakerCommand, _ canary: BreakerKey, by holder: DrillHolder) async throws {
    let action: AuditAction = command == .liftForced ? .forcedLifted : .forced
    _ = try await loop.perform { loop in
      loop.command(command, for: canary)
      loop.note(
        AuditEntry(.result, action, by: holder.actor, key: canary, at: loop.wallTime, outcome: .success, detail: "a scheduled drill"))
    }
  }

  private func produce(_ records: [[UInt8]]) async throws {
    guard let canary = run?.plan.canary else { return }
    let topic = options.configuration.kafka.topics.first ?? ""
    try await producer.send(records.map { KafkaRecord(topic: topic, key: Array(canary.principal.utf8), value: $0) })
  }
}
