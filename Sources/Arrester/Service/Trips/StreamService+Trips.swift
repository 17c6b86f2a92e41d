import ArresterBase
import ArresterBreaker
import ArresterEngine

/// What is kept of trips.
extension StreamService {
  /// Opens a file for a trip: orders to enforcers name the session that is in it.
  func file(_ decided: DecidedVerdict) {
    trips.add(
      TripFile(decided.verdict, messageTimestamp: decided.messageTimestamp, arrivedAt: arrivedAt, decidedAt: clock.now()))
  }

  /// Keeps what the board has made of a trip, for its finding, and tells the audit log.
  func noteDecision(_ verdict: Verdict) {
    guard let board, let key = trips[verdict.identifier]?.key else { return }
    let breaker = board.board.breakers[key]
    let isRecordedOnly = breaker?.suppressed?.trip.identifier == verdict.identifier
    let decision = isRecordedOnly ? "recordedOnly" : breaker?.state.rawValue ?? "refused"
    trips.update(verdict.identifier) { $0.decision = decision }
    guard let audit else { return }
    audit.note(
      AuditEntry(
        .result, .tripDecided, by: .instance(audit.instance), key: key, trip: verdict.identifier, at: clock.now(), outcome: .success,
        detail: "\(isRecordedOnly ? "recorded only" : decision): \(VerdictWords.reasons(verdict))"))
  }

  /// A breaker has changed, by this member's doing or another's.
  func follow(_ breaker: Breaker) {
    watch(breaker.key, in: breaker.state)
    if owner.owns(breaker.key) { trips.follow(breaker) }
  }

  /// After an assignment: a breaker's record may say more than its trip's.
  func followAnew() {
    guard let board else { return }
    for breaker in board.board.breakers.values where owner.owns(breaker.key) { trips.follow(breaker) }
    trips.tellAnew()
  }

  /// What the next transaction writes of trips: a new one with its verdict, its states with its breaker's, the rest in its turn.
  func takeTrips() -> TripStep {
    guard board != nil else { return TripStep() }
    return trips.takeChanged(all: isHandingOver || isLeaving, at: SystemClock.monotonic(), owned: owner.owns)
  }
}
