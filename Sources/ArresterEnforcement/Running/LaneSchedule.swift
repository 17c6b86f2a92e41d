import ArresterBreaker

/// What one enforcer has to do, and when: a value without I/O and without a clock. The runner asks what may start, and says how it
/// ended (`LaneSchedule+Results`).
///
/// ```
///   submit ──> pending ──confirmed──> standing ──read back every reconcileSeconds──> standing
///                 │ ^                    │ drift, or the read-back failed
///       transient │ │ backoff            └──────────> pending
///                 v │
///      permanent, giveUpSeconds ──> failed ──slow retry──> (as above)      conflict of a removal ──> blocked ──a person──> pending
/// ```
///
/// Two tries of one key never overlap, a call that was given up included: only so can no old deny land after a newer removal.
struct LaneSchedule {
  let enforcer: String
  let readsBack: Bool
  let pauses: Pauses
  var entries: [BreakerKey: LaneEntry] = [:]
  var counters = EnforcerCounters()
  /// Keys of tries that run, or whose call was given up and has not returned.
  private var busy: Set<BreakerKey> = []
  private var running = 0
  private var runningRoutine = 0
  private var stragglers = 0
  private var urgent = DueQueue()
  private var routine = DueQueue()
  private var deadlines = DueQueue()
  private var lastTicket: UInt64 = 0

  var settings: EnforcementSettings { pauses.settings }

  init(enforcer: String, readsBack: Bool, settings: EnforcementSettings) {
    self.enforcer = enforcer
    self.readsBack = readsBack
    pauses = Pauses(settings: settings)
  }

  /// Takes an order whose revision is at least the known one's. The same order again is confirmed anew where it stands, tried at once
  /// where it had failed, and changes nothing where it is on its way or waits for a person.
  mutating func submit(_ order: DenyOrder, at now: Int64) {
    let submission = nextTicket()
    if let known = entries[order.key], known.order == order {
      guard known.phase == .standing || known.phase == .failed else { return }
      entries[order.key]?.submission = submission
    } else {
      entries[order.key] = LaneEntry(order: order, submission: submission)
    }
    begin(order.key, at: now)
  }

  /// A person has looked: what failed or is blocked is tried at once.
  mutating func retry(_ key: BreakerKey, at now: Int64) -> Bool {
    guard let entry = entries[key], entry.phase != .standing, entry.phase != .halted else { return false }
    if entry.phase == .pending {
      if entry.dueAt != nil { arm(key, at: now) }
    } else {
      begin(key, at: now)
    }
    return true
  }

  mutating func forget(_ key: BreakerKey) { entries[key] = nil }

  /// What waited for the end of a halt is due.
  mutating func resume(at now: Int64) {
    for (key, entry) in entries where entry.phase == .halted { begin(key, at: now, anew: entry.reported == nil) }
  }

  /// The tries that start now: new orders first, then what is routine as far as its places go.
  mutating func start(at now: Int64) -> [LaneRun] {
    var runs: [LaneRun] = []
    while hasPlace, let key = LaneSchedule.next(of: &urgent, &entries, busy, now) { runs.append(begin(try: key, isRoutine: false)) }
    while hasRoutinePlace, let key = LaneSchedule.next(of: &routine, &entries, busy, now) { runs.append(begin(try: key, isRoutine: true)) }
    return runs
  }

  /// When `start` or `giveUp` has something to do next; nil: not before another call.
  mutating func nextTime() -> Int64? {
    urgent.dropStale { [entries] in entries[$0.key]?.dueTicket == $0.ticket }
    routine.dropStale { [entries] in entries[$0.key]?.dueTicket == $0.ticket }
    deadlines.dropStale { [entries] in entries[$0.key]?.deadlineTicket == $0.ticket }
    return [hasPlace ? urgent.first : nil, hasRoutinePlace ? routine.first : nil, deadlines.first].compactMap { $0?.time }.min()
  }

  /// Orders that have not held for `giveUpSeconds`, each reported once.
  mutating func giveUp(at now: Int64) -> [EnforcementOutcome] {
    var outcomes: [EnforcementOutcome] = []
    while let item = deadlines.first, item.time <= now {
      _ = deadlines.removeFirst()
      guard let entry = entries[item.key], entry.deadlineTicket == item.ticket else { continue }
      outcomes.append(giveUp(item.key, entry, at: now))
    }
    return outcomes
  }

  /// A try is over, and its outcome told.
  /// - Parameter isStraggling: a call of it was given up and has not returned; `stragglerReturned` frees the key.
  mutating func release(_ run: LaneRun, isStraggling: Bool) {
    running -= 1
    if run.isRoutine { runningRoutine -= 1 }
    if isStraggling { stragglers += 1 } else { free(run.order.key) }
  }

  mutating func stragglerReturned(_ key: BreakerKey) {
    stragglers -= 1
    free(key)
  }

  /// What is in the queues, what is no longer meant included.
  var queuedItems: Int { urgent.count + routine.count + deadlines.count }

  var load: EnforcerLoad {
    var load = EnforcerLoad()
    load.orders = entries.count
    load.running = running
    load.stragglers = stragglers
    for entry in entries.values {
      switch entry.phase {
      case .pending: load.pending += 1
      case .standing: load.standing += 1
      case .failed: load.failed += 1
      case .blocked: load.blocked += 1
      case .halted: load.halted += 1
      }
    }
    return load
  }
}

extension LaneSchedule {
  private var hasPlace: Bool { running < settings.concurrentOrders && stragglers < settings.maximumStragglers }
  private var hasRoutinePlace: Bool { hasPlace && runningRoutine < settings.routinePlaces }

  private mutating func nextTicket() -> UInt64 {
    lastTicket += 1
    return lastTicket
  }

  /// Counts from here until the order holds.
  /// - Parameter anew: false where its failure was reported already: then no further report comes, and no further deadline.
  mutating func begin(_ key: BreakerKey, at now: Int64, anew: Bool = true) {
    entries[key]?.phase = anew ? .pending : .failed
    entries[key]?.tries = 0
    entries[key]?.failures = 0
    entries[key]?.lastError = nil
    if anew {
      entries[key]?.reported = nil
      startDeadline(key, at: now)
    }
    arm(key, at: now)
  }

  mutating func startDeadline(_ key: BreakerKey, at now: Int64) {
    let ticket = nextTicket()
    entries[key]?.deadlineTicket = ticket
    if deadlines.count > LaneSchedule.roomForStale(entries.count) {
      deadlines.compact { [entries] in entries[$0.key]?.deadlineTicket == $0.ticket }
    }
    deadlines.insert(DueQueue.Item(time: now + settings.giveUpNanoseconds, ticket: ticket, key: key))
  }

  /// Something is to be done for the key at `time`, whatever was planned before.
  mutating func arm(_ key: BreakerKey, at time: Int64) {
    guard let entry = entries[key] else { return }
    let ticket = nextTicket()
    entries[key]?.dueAt = time
    entries[key]?.dueTicket = ticket
    let item = DueQueue.Item(time: time, ticket: ticket, key: key)
    if entry.isRoutine { LaneSchedule.insert(item, into: &routine, entries) } else { LaneSchedule.insert(item, into: &urgent, entries) }
  }

  private static func insert(_ item: DueQueue.Item, into queue: inout DueQueue, _ entries: [BreakerKey: LaneEntry]) {
    if queue.count > roomForStale(entries.count) { queue.compact { entries[$0.key]?.dueTicket == $0.ticket } }
    queue.insert(item)
  }

  /// More items than this, and most are stale: dropping them costs each insertion a constant share.
  private static func roomForStale(_ entries: Int) -> Int { 2 * entries + 64 }

  /// Takes the next key that is due. One that is busy is armed again when it is free.
  private static func next(
    of queue: inout DueQueue, _ entries: inout [BreakerKey: LaneEntry], _ busy: Set<BreakerKey>, _ now: Int64
  ) -> BreakerKey? {
    while let item = queue.first, item.time <= now {
      _ = queue.removeFirst()
      guard entries[item.key]?.dueTicket == item.ticket else { continue }
      entries[item.key]?.dueTicket = 0
      if !busy.contains(item.key) { return item.key }
    }
    return nil
  }

  private mutating func begin(try key: BreakerKey, isRoutine: Bool) -> LaneRun {
    guard let entry = entries[key] else { preconditionFailure("a key that is due has an entry") }
    let run = LaneRun(
      order: entry.order, kind: entry.phase == .standing ? .reconcile : .enforce, submission: entry.submission,
      isLoosening: entry.isLoosening, isRoutine: isRoutine)
    if run.kind == .enforce {
      if entry.tries > 0 { counters.retries += 1 }
      entries[key]?.tries += 1
    }
    entries[key]?.dueAt = nil
    busy.insert(key)
    running += 1
    if run.isRoutine { runningRoutine += 1 }
    return run
  }

  private mutating func free(_ key: BreakerKey) {
    busy.remove(key)
    if let entry = entries[key], let time = entry.dueAt, entry.dueTicket == 0 { arm(key, at: time) }
  }

  private mutating func giveUp(_ key: BreakerKey, _ entry: LaneEntry, at now: Int64) -> EnforcementOutcome {
    counters.givenUp += 1
    entries[key]?.deadlineTicket = 0
    entries[key]?.reported = .transient
    if entry.phase == .pending { entries[key]?.phase = .failed }
    // What waits for a place, and not for the end of a pause, keeps its turn.
    if let time = entry.dueAt, time > now { arm(key, at: now + settings.slowRetryNanoseconds) }
    let reason = entry.phase == .halted ? "everything is halted" : entry.lastError?.detail ?? "no try of it has ended yet"
    let error = EnforcementError(.transient, "does not hold after \(settings.giveUpSeconds) s: \(reason)")
    return EnforcementOutcome(enforcer: enforcer, order: entry.order, event: .failed(error, permanently: true))
  }
}
