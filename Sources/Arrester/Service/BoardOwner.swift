import ArresterBase
import ArresterBreaker
import ArresterEngine
import ArresterEvents

/// The board and what its actions ask for: records to write, latches to restore, timers, pages. Belongs to the consuming thread.
final class BoardOwner {
  private(set) var board: BreakerBoard
  let decisions: DecisionSnapshot
  private let log: Log
  private let clock: any WallClock
  private var timers: [TimerKey: Int64] = [:]
  /// Records that the next transaction writes.
  private(set) var pending: [BoardRecord] = []
  /// Told which latch was restored, and from which event time on events count.
  var onRestore: ((LatchKey, Int64) -> Void)?

  private struct TimerKey: Hashable {
    var key: BreakerKey
    var timer: BreakerTimer
  }

  init(policy: BreakerPolicy, decisions: DecisionSnapshot, log: Log, clock: any WallClock) {
    board = BreakerBoard(policy: policy)
    self.decisions = decisions
    self.log = log
    self.clock = clock
  }

  /// Takes a record of the breakers topic; one that cannot be read is counted and changes nothing.
  func apply(key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?) {
    guard let key, let value else { return }
    do throws(RecordError) {
      if board.apply(try BoardRecord(bytes: Array(value), key: String(decoding: key, as: UTF8.self))) == .applied {
        decisions.replace(board.decisions)
      }
    } catch {
      log.error("a record of the breakers topic cannot be read", ["detail": .text("\(error)")])
    }
  }

  /// Forgets everything, to be read from the topic again.
  func reset(policy: BreakerPolicy) {
    board = BreakerBoard(policy: policy)
    timers.removeAll()
    pending.removeAll()
  }

  /// Call once the topic was read to its end: modes may differ from those in force when the records were written.
  func finishLoading(policy: BreakerPolicy) {
    let moment = Moment(wallTime: clock.now(), watermark: 0)
    act(board.setPolicy(policy, at: moment))
    for timer in board.timers() { timers[TimerKey(key: timer.key, timer: timer.timer)] = timer.at }
    decisions.replace(board.decisions)
  }

  func latch(for key: LatchKey) -> Latch? { board.latches[BreakerKey(key)].map(Latch.init) }

  /// Decides what is done about a verdict. Decision endpoints know at once.
  func handle(_ verdict: Verdict, changedPrincipals: Int, watermark: Int64) {
    act(board.handle(verdict, changedPrincipals: changedPrincipals, at: Moment(wallTime: clock.now(), watermark: watermark)))
  }

  /// Hands a person's authorised command to a breaker.
  func command(_ command: BreakerCommand, for key: BreakerKey, watermark: Int64) {
    act(board.handle(.command(command), for: key, at: Moment(wallTime: clock.now(), watermark: watermark)))
  }

  /// Fires timers that are due, and restores latches whose hold has ended in event time.
  /// - Parameter watermarks: the smallest over the partitions of this instance, by platform.
  func tick(watermarks: [Platform: Int64]) {
    let now = clock.now()
    for (platform, time) in watermarks { act(board.advanceEventTime(to: time, platform: platform, at: now)) }
    for (timer, at) in timers where at <= now {
      timers[timer] = nil
      let watermark = watermarks[timer.key.platform] ?? 0
      act(board.handle(.timerEnded(timer.timer), for: timer.key, at: Moment(wallTime: now, watermark: watermark)))
    }
  }

  func markCommitted() { pending.removeAll() }

  private func act(_ actions: [BoardAction]) {
    guard !actions.isEmpty else { return }
    decisions.replace(board.decisions)
    for action in actions { act(action) }
  }

  private func act(_ action: BoardAction) {
    switch action.action {
    case .publish(let record): pending.append(record)
    case .restoreLatch(let time): if let key = action.key { onRestore?(key.latchKey, time) }
    case .startTimer(let timer, let at): if let key = action.key { timers[TimerKey(key: key, timer: timer)] = at }
    case .page(let reason): page(reason, action.key)
    case .startHaltTimer, .ignored: break
    case .callEnforcers, .removeDenies:
      log.warning("no enforcer is configured in this version", ["principal": .text(action.key?.principal ?? "")])
    }
  }

  private func page(_ reason: PageReason, _ key: BreakerKey?) {
    log.warning("page", ["reason": .text("\(reason)"), "principal": .text(key?.principal ?? ""), "kind": .text(key?.kind.name ?? "")])
  }
}
