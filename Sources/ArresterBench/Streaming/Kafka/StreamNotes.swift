import ArresterBase

/// Sentences about what a stretch's numbers mean, and what they do not.
enum StreamNotes {
  static func all(_ bench: StreamBench, _ outcome: Stretch.Outcome) -> [String] {
    var notes = [place(bench)]
    notes.append("every latency counts from when an event was due by the schedule, not from when it was sent: no stall hides")
    notes += trips(bench, outcome)
    notes.append(
      "alone, an event's decoding takes \(Int(bench.costs.decodeNanoseconds)) ns of processor time and its scoring "
        + "\(Int(bench.costs.scoreNanoseconds)) ns, measured before the run")
    notes.append(
      "the background: \(bench.pool.principalCount) of \(bench.options.traffic.principals) principals in \(bench.pool.recordCount) records of "
        + "\(bench.pool.meanBytes) bytes on average, which come again and again with new times and identifiers; it destroys nothing")
    notes += pauses(outcome)
    if outcome.failed > 0 { notes.append("\(outcome.failed) events were not delivered: \(outcome.lastFailure ?? "no reason given")") }
    if let last = outcome.samples.last?.taken, last > outcome.sent {
      notes.append("the service took more than was sent: somebody else writes to \(bench.topic), so its lag is not ours")
    }
    return notes
  }

  private static func place(_ bench: StreamBench) -> String {
    let cluster = bench.topics.isEmbedded ? "librdkafka's embedded cluster" : "the cluster at \(bench.topics.bootstrapServers)"
    let service = bench.service == nil ? "a service that runs elsewhere" : "a service in this process, in enforce mode"
    let partitions = bench.topics.partitionCounts[bench.topic].map { "\($0) partitions" } ?? "topic \(bench.topic)"
    let linger = JSONText.decimal(bench.options.lingerMilliseconds, 1)
    return "\(cluster), \(partitions), \(service); the generator waits up to \(linger) ms for a batch"
  }

  /// Longer than a busy machine lets a thread wait.
  private static let pauseSeconds = 0.5

  /// Whether somebody stopped the whole process: what is measured then is not Kafka.
  static func pauses(_ outcome: Stretch.Outcome) -> [String] {
    guard outcome.longestPauseSeconds > pauseSeconds else { return [] }
    let seconds = JSONText.decimal(outcome.longestPauseSeconds, 1)
    return ["this process did not run for \(seconds) s at a stretch: it was stopped, or had no core; the figures hold that pause"]
  }

  private static func trips(_ bench: StreamBench, _ outcome: Stretch.Outcome) -> [String] {
    var notes: [String] = []
    let answered = outcome.trips.count { ($0.visible ?? $0.published) != nil }
    notes.append(
      "\(outcome.trips.count) agents tripped by their deletion number \(bench.deletionsPerTrip); \(answered) decisions were seen in time")
    if answered < 1000 {
      notes.append("with \(answered) decisions the p99.9 is their maximum or near it: more --duration or --trips would tell")
    }
    let unseen = outcome.trips.count { $0.published == nil }
    if bench.service != nil, unseen > 0 { notes.append("\(unseen) findings were not read within the time that was waited for them") }
    if bench.ledger.earlyCount > 0 {
      notes.append("\(bench.ledger.earlyCount) decisions came before the deletion that was to bring them: the service has another model")
    }
    return notes
  }
}
