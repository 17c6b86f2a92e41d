import ArresterBase
import ArresterEvents

/// Windows, latches and verdicts of the principals that hash to it. Single writer: everything here belongs to one thread.
///
/// A pure function of the events it is given, in their order: no wall clock, no I/O.
public final class Shard {
  public let model: EngineModel
  /// How a tripped latch comes to be restored; nil: as the model's hold policy says. Pages always restore themselves.
  public var restoration: ((LatchKey) -> HoldPolicy.Restoration)?
  /// Asked for the latch of a principal that this shard has none of yet: what was recorded before a restart or by another instance.
  public var recordedLatch: ((LatchKey) -> Latch?)?
  /// Asked for the baseline of a principal that this shard has none of yet.
  public var recordedBaseline: ((LatchKey) -> RecordedBaseline?)?
  /// Asked for what was learnt elsewhere, in place of what this shard learns: the limit on velocity, 0 where there is none, of a
  /// principal (its hash) in the window of an index that ends in the bucket of a second. So baselines stay as they are, whatever the
  /// limits. Called on the shard's thread: it must call nothing of the shard.
  public var frozenLimit: ((_ principalHash: UInt64, _ window: Int, _ second: Int) -> Int)?
  /// Told of what a baseline has become. Called on the shard's thread: it must call nothing of the shard.
  public var onLearnt: ((LatchKey, RecordedBaseline) -> Void)?
  /// While windows are being rebuilt from events that were judged before: they fill, and nothing trips.
  public var isWarmingUp = false
  /// Told of each accepted change of a watched principal, successful or failed, before it is judged; also while its latch is
  /// silent. Called on the shard's thread: it must call nothing of the shard.
  public var onWatchedChange: ((WatchedChange) -> Void)?
  /// Whoever trips is watched from then on, until `unwatch`: an owner that takes verdicts after a batch would miss the rest of
  /// it. Pages are not trips.
  public var watchesTrips = false
  /// Verdicts since the last `takeVerdicts`.
  var verdicts: [Verdict] = []
  /// While set, nothing trips: every breach of every window is told instead.
  var observer: ((Breach) -> Void)? { didSet { hasListeners = observer != nil || examiner != nil } }
  /// While set, nothing trips: it is told what some limits, no lower than those of the model, might meet. Changes must come in
  /// order of time. Called on the shard's thread: it must call nothing of the shard.
  public var surveyor: ((JudgedChange) -> Void)?
  /// Told of everything that is counted.
  var examiner: (any ShardExaminer)? { didSet { hasListeners = observer != nil || examiner != nil } }
  private(set) var hasListeners = false
  public internal(set) var counters = ShardCounters()

  let table: PrincipalTable
  /// The table's; found through it, it would be counted at each use.
  let pool: BlockPool
  let latches: LatchTable
  let baselines: BaselineTable
  let names: NameTable
  var watched: WatchList
  var planned: PlannedTallies
  var evaluator: WindowEvaluator
  let horizonSeconds: PlatformTable<Int>
  let longestNanoseconds: Int64
  let limits: LimitTable
  var clock: WindowClock
  let placeCounts = PlaceCounts()

  /// - Parameter share: the part of the model's bounds that this shard may use: the number of shards.
  public init(model: EngineModel, share: Int = 1) {
    self.model = model
    let widest = model.windows.map(\.bucketSeconds).max() ?? 1
    let longest = model.longestWindowSeconds
    horizonSeconds = PlatformTable { longest + widest + model.latenessSeconds[$0] }
    longestNanoseconds = Int64(longest) * Timestamp.nanosecondsPerSecond
    let greatestHorizon = Platform.allCases.map { longest + widest + model.latenessSeconds[$0] }.max() ?? longest
    table = PrincipalTable(limit: max(1, model.bounds.principals / share), horizonSeconds: greatestHorizon)
    pool = table.pool
    latches = LatchTable(limit: max(1, model.bounds.latches / share))
    baselines = BaselineTable(limit: max(1, model.bounds.baselines / share))
    watched = WatchList(limit: max(1, model.bounds.latches / share))
    planned = PlannedTallies(pool, minimumWeight: model.severityMinimumWeight)
    names = NameTable(limit: model.bounds.names)
    evaluator = WindowEvaluator(model)
    limits = LimitTable(model)
    clock = WindowClock(model.windows)
    if !model.plans.isEmpty { setPlans(model.plans) }
  }

  deinit {
    placeCounts.release()
    clock.release()
  }

  /// Principals with anything in their windows.
  public var principalCount: Int { table.count }

  /// Principals that changed something since `time` (nanoseconds), for the caps. A trip forgets what was counted, and stands for it: in
  /// a storm those that have tripped must not be missing from the share. O(principals): for verdicts.
  public func principals(changedSince time: Int64) -> Int {
    let first = Int(time / Timestamp.nanosecondsPerSecond)
    var count = 0
    table.visit { record in
      let latch = record.pointee.latch
      if record.pointee.hasChange(from: first) || latch >= 0 && latches[latch].trippedAt >= time { count += 1 }
    }
    return count
  }

  public var evictedAtLimit: Int { table.evictedAtLimit + table.untracked }

  public func takeVerdicts() -> [Verdict] {
    defer { verdicts.removeAll(keepingCapacity: true) }
    return verdicts
  }

  public var hasVerdicts: Bool { !verdicts.isEmpty }

  /// Counts one change and judges every window whose content it changes.
  ///
  /// - Parameters:
  ///   - watermark: of the event's input partition and platform, nanoseconds.
  ///   - isTooLate: older than the lateness allows: only one-strike and tampering are decided.
  /// - Complexity: amortised O(1) for events in order; O(cells of the windows around it) for late ones. No allocation after
  ///   warm-up but for verdicts and evidence of destruction.
  public func process(_ frame: EventFrame, watermark: Int64, isTooLate: Bool) {
    let header = frame.header
    let oldest = watermark / Timestamp.nanosecondsPerSecond - Int64(horizonSeconds[header.pointee.platform])
    if table.expire(header.pointee.platform, before: oldest) { expirePlannedSlow(header.pointee.platform, oldest) }
    guard limits.isJudged(header.pointee.kind), !header.pointee.flags.contains(.unidentified) else { return }
    guard let index = table.find(frame) ?? insertSlow(frame) else { return }
    let second = header.pointee.time / Timestamp.nanosecondsPerSecond
    table.touch(index, second: max(second, oldest))
    let record = table.slab[index]
    if record.pointee.isSingledOut, isDoneWithSlow(frame, record, oldestSecond: oldest, isTooLate: isTooLate) { return }
    guard counts(frame, record) else {
      if !isTooLate { noteCreations(frame, record) }
      return
    }
    let strikes = isOneStrike(frame, record, oldestSecond: oldest)
    if !isTooLate { count(frame, record, oldestSecond: Int(oldest), isJudged: !strikes) }
    strike(frame, record, isOneStrike: strikes)
  }

  /// Trips where one event is enough: a one-strike, or tampering.
  @inline(__always)
  func strike(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, isOneStrike: Bool) {
    let isTampering = frame.header.pointee.flags.contains(.tampering)
    guard isOneStrike || isTampering && !isTripped(record) else { return }
    let second = Int(frame.header.pointee.time / Timestamp.nanosecondsPerSecond)
    trip(frame, record, Finding(rule: isOneStrike ? .oneStrike : .tampering, window: model.windows.count - 1, second: second))
  }

  /// What is examined or watched is told; what is planned is counted apart.
  /// - Returns: whether nothing is left to be done about the event.
  @inline(never)
  private func isDoneWithSlow(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, oldestSecond: Int64, isTooLate: Bool
  ) -> Bool {
    if record.pointee.isExamined { tellExaminer(frame, record, oldestSecond: oldestSecond, isTooLate: isTooLate) }
    if record.pointee.isWatched { tell(frame, record, oldestSecond: oldestSecond, isTooLate: isTooLate) }
    return record.pointee.isPlanned && takesAsPlanned(frame, record, oldestSecond: oldestSecond, isTooLate: isTooLate)
  }

  @inline(never)
  private func expirePlannedSlow(_ platform: Platform, _ oldestSecond: Int64) {
    if !planned.isEmpty { planned.expire(platform, before: oldestSecond * Timestamp.nanosecondsPerSecond) }
  }

  func isTripped(_ record: UnsafeMutablePointer<PrincipalRecord>) -> Bool {
    record.pointee.latch >= 0 && latches[record.pointee.latch].isTripped
  }

  @inline(never)
  private func insertSlow(_ frame: EventFrame) -> Int32? {
    let slab = table.slab
    let index = table.insert(frame) { candidate in
      let record = slab[candidate].pointee
      return record.destructions.isEmpty && !(record.latch >= 0 && latches[record.latch].isTripped)
    }
    if let index {
      attachLatch(slab[index])
      if model.baseline != nil { attachBaseline(slab[index]) }
      attachPlans(slab[index])
      if examiner != nil { slab[index].pointee.isExamined = true }
      if !watched.isEmpty, watched[frame.header.pointee.principalHash] != nil { slab[index].pointee.isWatched = true }
    }
    return index
  }

  private func attachLatch(_ record: UnsafeMutablePointer<PrincipalRecord>) {
    guard !latches.isEmpty || recordedLatch != nil else { return }
    let key = key(of: record)
    if latches.find(key) == nil, let latch = recordedLatch?(key) { load(latch, for: key) }
    record.pointee.latch = latches.find(key) ?? -1
  }

  func key(of record: UnsafeMutablePointer<PrincipalRecord>) -> LatchKey {
    LatchKey(
      platform: record.pointee.platform, kind: record.pointee.kind, principal: record.pointee.name.text,
      homeScope: record.pointee.name.homeScope)
  }

  /// Forgets all that was counted.
  func clear(_ record: UnsafeMutablePointer<PrincipalRecord>) {
    record.pointee.clear(pool)
    if record.pointee.isPlanned { planned.clear(record.pointee.hash) }
  }

  /// Whether the event counts towards the principal's latch; an event later than the end of a hold restores it first.
  @inline(__always)
  func counts(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>) -> Bool {
    record.pointee.latch < 0 || countsTowardsLatch(frame, record)
  }

  private func countsTowardsLatch(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>) -> Bool {
    let time = frame.header.pointee.time
    var latch = latches[record.pointee.latch]
    if latch.isTripped {
      guard time > latch.restoresAt else {
        latches[record.pointee.latch].suppressed += 1
        return false
      }
      latch.restore(at: latch.restoresAt)
      latches[record.pointee.latch] = latch
      clear(record)
    }
    return time > latch.restoredAt
  }
}

/// What a shard counted that is not in the windows.
public struct ShardCounters: Sendable, Equatable {
  /// Calls of sessions for which a principal had no more room: counted for the principal, not for the session.
  public var sessionOverflows = 0
  /// Destroyed resources that found their bucket full: its windows are saturated.
  public var saturations = 0
  /// Things made that were forgotten early, so that their removal weighs.
  public var forgottenCreations = 0
  /// Regions or scopes beyond what a principal's windows can tell apart.
  public var placeOverflows = 0
  public var baselines = BaselineCounters()
  /// Events counted under each plan, by its identifier.
  public var planned: [String: Int] = [:]

  public init() {}

  public static func + (left: ShardCounters, right: ShardCounters) -> ShardCounters {
    var sum = left
    sum.sessionOverflows += right.sessionOverflows
    sum.saturations += right.saturations
    sum.forgottenCreations += right.forgottenCreations
    sum.placeOverflows += right.placeOverflows
    sum.baselines = sum.baselines + right.baselines
    sum.planned.merge(right.planned, uniquingKeysWith: +)
    return sum
  }
}
