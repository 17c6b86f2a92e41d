import ArresterBase
import ArresterBreaker
import ArresterEnforcement
import ArresterEngine

/// What tripped principals do next: their writes on probation, what they go on destroying, what gets through a deny.
extension StreamService {
  /// Has the shards tell, or tell no longer, what a principal does.
  func watch(_ key: BreakerKey, in state: BreakerState) {
    for lane in lanes { if let lane { StreamService.watch([key], in: state, lane) } }
  }

  /// A new lane watches whoever was being watched.
  func connectWatching(_ lane: PartitionLane) {
    guard let board else { return }
    lane.shard.watchesTrips = true
    lane.shard.onWatchedChange = { [unowned self] change in watched.append(change) }
    for breaker in board.board.breakers.values where breaker.state.isWatched {
      StreamService.watch([breaker.key], in: breaker.state, lane)
    }
  }

  private static func watch(_ keys: [BreakerKey], in state: BreakerState, _ lane: PartitionLane) {
    let keys = keys.map(\.latchKey)
    if state.isWatched { lane.shard.watch(keys) } else { lane.shard.unwatch(keys) }
  }

  /// Tells the breakers what was seen since the last round. After the round's verdicts: a trip comes before what followed it.
  func followWatched() {
    guard !watched.isEmpty, let board else { return }
    let changes = watched
    watched.removeAll(keepingCapacity: true)
    for change in changes {
      let key = BreakerKey(change.key)
      guard let breaker = board.board.breakers[key] else { continue }
      noteEvidence(change, breaker)
      let trip = (breaker.trip ?? breaker.suppressed?.trip)?.identifier
      trips.update(trip) { file in change.isFailed ? file.noteRefused(change) : file.note(change) }
      guard !change.isFailed else { continue }
      guard breaker.state == .probation else { continue }
      let input = BreakerInput.writeSucceeded(isDestructive: change.isDestructive, eventTime: change.time)
      board.input(input, for: key, watermark: watermark(of: key))
    }
  }

  /// A success of what is denied is a leak once the deny must have been in force; a failure supports the deny.
  private func noteEvidence(_ change: WatchedChange, _ breaker: Breaker) {
    let isCovered = change.isDestructive ? breaker.state.deniesDestructiveWrites : breaker.state.deniesAllWrites
    let action = ObservedAction(identifier: change.identifier, time: change.time, failed: change.isFailed, isCovered: isCovered)
    guard let evidence = leaks.observe(action, of: breaker.key) else { return }
    switch evidence {
    case .support(let event):
      log.info("a denied principal was refused", ["principal": .text(breaker.key.principal), "event": .text(event)])
    case .leak(let event, let enforcers, let late):
      tellLeak(event, enforcers, late, breaker)
    }
  }

  private func tellLeak(_ event: String, _ enforcers: [String], _ lateByNanoseconds: Int64, _ breaker: Breaker) {
    let seconds = lateByNanoseconds / Timestamp.nanosecondsPerSecond
    let detail = "\(event) succeeded \(seconds) s after \(enforcers.joined(separator: ", ")) had to stop it"
    trips.update(breaker.trip?.identifier) { $0.note(leak: event) }
    if let audit {
      audit.note(
        AuditEntry(
          .result, .leak, by: .instance(audit.instance), key: breaker.key, trip: breaker.trip?.identifier, at: clock.now(), outcome: .error,
          detail: detail))
    }
    board?.input(.leak(event: event), for: breaker.key, watermark: watermark(of: breaker.key))
  }
}

extension BreakerState {
  /// Whether it matters what the principal does now.
  var isWatched: Bool { self != .closed && self != .exempt }
}
