/// What a stream service counts for its metrics alone. Belongs to the consuming thread.
struct ServiceTallies: Sendable {
  var verdicts = VerdictTallies()
  var trips = TripTallies()
  var pages = PageTallies()
  var commits = CommitTallies()
}

extension StreamService {
  /// Has everything that is counted elsewhere told here.
  func connectTallies() {
    board?.onPage = { [unowned self] reason in tallies.pages.count(PageCause(reason)) }
    trips.onChange = { [unowned self] trip in tallies.trips.noteChange(of: trip) }
    for file in trips.all { tallies.trips.know(file, isConfirmed: isConfirmed(file)) }
    trips.onTake = { [unowned self] file in tallies.trips.know(file, isConfirmed: isConfirmed(file)) }
    trips.onForget = { [unowned self] file in tallies.trips.forget(file, isConfirmed: isConfirmed(file)) }
  }

  /// Brings the tallies of trips up to date.
  func countTrips() {
    for trip in tallies.trips.changed {
      if let file = trips[trip] { tallies.trips.count(file, isConfirmed: isConfirmed(file)) }
    }
  }

  /// Whether a trip's enforcers have read their denies back, or acknowledged them; nil while they are at it.
  private func isConfirmed(_ file: TripFile) -> Bool? {
    let breaker = board?.board.breakers[file.key]
    if breaker?.state == .tripping, breaker?.trip?.identifier == file.verdict.identifier { return nil }
    return file.blast.confirmedAt != nil
  }
}
