import ArresterBase
import ArresterBreaker
import ArresterEngine
import ArresterEvents

/// The board and what its actions ask for: records to write, latches to restore, timers, pages. Belongs to the consuming thread.
final class BoardOwner {
  private(set) var board: BreakerBoard
  let decisions: DecisionSnapshot
  /// What the topic says of trips is kept here.
  let trips: TripArchive
  private let log: Log
  let clock: any WallClock
  private var timers: [TimerKey: Int64] = [:]
  /// Records that the next transaction writes.
  private(set) var pending: [BoardRecord] = []
  /// Keys of the topic that nothing stands under any more.
  private var forgotten: [String] = []
  /// Told when planned changes were approved or ended.
  var onPlanned: (() -> Void)?
  /// Told of what people did, for the audit log.
  var onAct: ((PersonAct) -> Void)?
  /// Told of each breaker that calls its enforcers, or takes their denies away.
  var onOrder: ((Breaker) -> Void)?
  /// Told of each breaker that changed.
  var onChange: ((Breaker) -> Void)?
  /// Told of each call for a person.
  var onPage: ((PageReason) -> Void)?
  /// Told which latch was restored, and from which event time on events count.
  var onRestore: ((LatchKey, Int64) -> Void)?

  private struct TimerKey: Hashable {
    var key: BreakerKey
    var timer: BreakerTimer
  }

  /// While the topic is read anew: the table that is not whole yet.
  private var fresh: BreakerBoard?
  /// What records must be sealed with; nil: they are taken as they are.
  private let seal: RecordSeal?
  private(set) var refused = RefusedRecords()

  init(
    policy: BreakerPolicy, decisions: DecisionSnapshot, trips: TripArchive = TripArchive(), log: Log, clock: any WallClock,
    seal: RecordSeal? = nil
  ) {
    board = BreakerBoard(policy: policy)
    self.decisions = decisions
    self.trips = trips
    self.log = log
    self.clock = clock
    self.seal = seal
  }

  /// Takes a record of the breakers topic; one that cannot be read or is not sealed is counted and changes nothing.
  func apply(key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?) {
    guard let key, let value else { return }
    let name = String(decoding: key, as: UTF8.self)
    guard let content = opened(Array(key), Array(value)) else { return refuse(name) }
    if TripFile.isRecordKey(name) {
      if !content.withUnsafeBytes({ trips.take($0, key: name) }) { refuseUnreadable(name, "it is no file of a trip") }
      return
    }
    do throws(RecordError) {
      take(try BoardRecord(bytes: content, key: name))
    } catch {
      refuseUnreadable(name, "\(error)")
    }
  }

  private func refuseUnreadable(_ key: String, _ detail: String) {
    refused.unreadable += 1
    log.error("a record of the breakers topic cannot be read", ["key": .text(String(key.prefix(200))), "detail": .text(detail)])
  }

  /// Lets `read` apply every record of the topic to an empty board, which takes this one's place once it is whole. Until then,
  /// and where `read` throws, everything stays as it was; decision endpoints never see half of it.
  ///
  /// - Parameter owned: whether a principal's events come to this member. Modes may differ from those in force when the records
  ///   were written; what follows of that for a principal is done by its owner.
  func load<Result>(policy: BreakerPolicy, owned: (BreakerKey) -> Bool, _ read: () throws -> Result) rethrows -> Result {
    fresh = BreakerBoard(policy: policy)
    defer { fresh = nil }
    let result = try read()
    if let fresh { replace(with: fresh, policy, owned) }
    return result
  }

  private func replace(with next: BreakerBoard, _ policy: BreakerPolicy, _ owned: (BreakerKey) -> Bool) {
    board = next
    pending.removeAll()
    forgotten.removeAll()
    setPolicy(policy, owned: owned)
    timers.removeAll()
    for timer in board.timers() { timers[TimerKey(key: timer.key, timer: timer.timer)] = timer.at }
    decisions.replace(board.decisions)
  }

  /// Another policy is in force: what follows of that for a principal is done by its owner.
  func setPolicy(_ policy: BreakerPolicy, owned: (BreakerKey) -> Bool) {
    act(board.setPolicy(policy, at: Moment(wallTime: clock.now(), watermark: 0)).filter { $0.key.map(owned) ?? true })
  }

  private func take(_ record: BoardRecord) {
    guard fresh == nil else {
      _ = fresh?.apply(record)
      return
    }
    guard board.apply(record) == .applied else { return }
    decisions.replace(board.decisions)
    if case .breaker(let record) = record { onChange?(record.breaker) }
    if case .plannedChange = record { onPlanned?() }
    // Another member restored it, where a person's command or a timer came to.
    if case .latch(let latch) = record, !latch.isTripped, let time = latch.restoredTime { onRestore?(latch.key.latchKey, time) }
  }

  private func opened(_ key: [UInt8], _ value: [UInt8]) -> [UInt8]? {
    guard let seal else { return value }
    return seal.open(key: key, value: value)
  }

  private func refuse(_ key: String) {
    refused.unsealed += 1
    log.page(
      .unsealedRecord,
      ["reason": "a record of the breakers topic is not sealed with our key: it is ignored", "key": .text(String(key.prefix(200)))])
  }

  func latch(for key: LatchKey) -> Latch? { board.latches[BreakerKey(key)].map(Latch.init) }

  /// Decides what is done about a verdict. Decision endpoints know at once.
  func handle(_ verdict: Verdict, changedPrincipals: Int, watermark: Int64) {
    act(board.handle(verdict, changedPrincipals: changedPrincipals, at: Moment(wallTime: clock.now(), watermark: watermark)))
  }

  /// Tells a breaker something: a person's authorised command, an enforcer's report.
  /// - Parameter watermark: of the principal's own partition; nil where none is known.
  func input(_ input: BreakerInput, for key: BreakerKey, watermark: Int64?) {
    act(board.handle(input, for: key, at: moment(key, watermark)))
  }

  /// Fires timers that are due, and restores latches whose hold has ended in event time. Both by the principal's owner only: two
  /// writers would overwrite each other's records.
  /// - Parameters:
  ///   - watermarks: the smallest over the partitions of this instance, by platform.
  ///   - owned: whether a principal's events come to this member.
  ///   - watermark: of the principal's own partition; nil where none is known.
  func tick(watermarks: [Platform: Int64], owned: (BreakerKey) -> Bool, watermark: (BreakerKey) -> Int64?) {
    let now = clock.now()
    for (platform, time) in watermarks { act(board.advanceEventTime(to: time, platform: platform, at: now, owned: owned)) }
    for (timer, at) in timers where at <= now && owned(timer.key) {
      timers[timer] = nil
      act(board.handle(.timerEnded(timer.timer), for: timer.key, at: moment(timer.key, watermark(timer.key))))
    }
  }

  /// A restoration is never older than the trip that it restores.
  func moment(_ key: BreakerKey?, _ watermark: Int64?) -> Moment {
    Moment(wallTime: clock.now(), watermark: max(watermark ?? 0, key.flatMap { board.latches[$0]?.tripTime } ?? 0))
  }

  /// Hands over what the next transaction writes.
  func takePending() -> [BoardRecord] {
    defer { pending.removeAll() }
    return pending
  }

  func takeForgotten() -> [String] {
    defer { forgotten.removeAll() }
    return forgotten
  }

  /// Lets `body` change the board, and takes what people's acts ask for towards the topics.
  func change<Result>(_ body: (inout BreakerBoard) -> (Result, [RequestAction])) -> Result {
    let (result, actions) = body(&board)
    for action in actions {
      switch action {
      case .publish(let record):
        pending.append(record)
        if case .plannedChange = record { onPlanned?() }
      case .forget(let key): forgotten.append(key)
      case .audit(let act): onAct?(act)
      }
    }
    return result
  }

  func act(_ actions: [BoardAction]) {
    guard !actions.isEmpty else { return }
    decisions.replace(board.decisions)
    for action in actions { act(action) }
  }

  private func act(_ action: BoardAction) {
    switch action.action {
    case .publish(let record):
      pending.append(record)
      if case .breaker(let changed) = record { onChange?(changed.breaker) }
    case .restoreLatch(let time): if let key = action.key { onRestore?(key.latchKey, time) }
    case .startTimer(let timer, let at): if let key = action.key { timers[TimerKey(key: key, timer: timer)] = at }
    case .page(let reason): page(reason, action.key)
    case .startHaltTimer, .ignored: break
    case .callEnforcers, .removeDenies: if let breaker = action.key.flatMap({ board.breakers[$0] }) { onOrder?(breaker) }
    }
  }

  private func page(_ reason: PageReason, _ key: BreakerKey?) {
    onPage?(reason)
    log.page(
      PageCause(reason),
      ["reason": .text("\(reason)"), "principal": .text(key?.principal ?? ""), "kind": .text(key?.kind.name ?? "")])
  }
}

/// Records of the breakers or the baselines topic that changed nothing.
struct RefusedRecords: Equatable {
  var unreadable = 0
  /// Without a seal of our key.
  var unsealed = 0
}
