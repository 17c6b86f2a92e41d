import ArresterBreaker
import ArresterEnforcement
import ArresterEngine
import ArresterEvents
import ArresterKafka

/// What a running service knows at one moment. Copied on the consuming thread; what it comes to is worked out elsewhere.
struct ServiceReading: Sendable {
  /// Of each partition of this instance, and of all that were given away.
  var counted: [LaneTotals] = []
  var partitions: [PartitionReading] = []
  var tallies: ServiceTallies
  /// nil where there is none.
  var board: BoardReading?
  var refusedRecords = RefusedRecords()
  var leaks = LeakCounters()
  var tripsForgotten = 0
  var auditEntriesWaiting = 0
  var loopWaiting = 0
  var isReady = false
  var canEnforce = false
  /// Of the topics whose silence is an alarm.
  var sources: [(topic: String, isBlind: Bool)] = []
  var model = ""
  /// Since the breakers topic was last read to its end.
  var pictureAgeNanoseconds: Int64 = 0
  /// nil where nobody is called.
  var desk: EnforcementDesk?
}

/// What is known of all breakers. Every instance knows all of them.
struct BoardReading: Sendable {
  var breakers: [BreakerState: Int] = [:]
  /// Of which a trip is only recorded.
  var suppressed = 0
  var counters: BoardCounters
  var isHalted = false
  var pendingRequests = 0
  var pendingApprovals = 0
  var plannedChanges = 0
}

/// How far one partition is.
struct PartitionReading: Sendable {
  var partition: TopicPartition
  var position: Int64
  /// As brokers said last; nil where none has yet.
  var end: Int64?
  var isWarmingUp: Bool
  /// With a record in memory.
  var principals: Int
  /// The newest event times, nanoseconds since 1970 UTC.
  var watermarks: [Platform: Int64]

  /// Records that are there and not decided.
  var lag: Int64? { end.map { max(0, $0 - position) } }
}

extension ServiceLoop {
  /// - Complexity: O(breakers + partitions + what trips destroyed since it was asked last).
  func reading() -> ServiceReading {
    service.countTrips()
    var reading = ServiceReading(tallies: service.tallies)
    reading.counted = [service.finished]
    let ends = Dictionary(zip(service.consumer.partitions, service.consumer.knownEnds), uniquingKeysWith: { first, _ in first })
    for case .some(let lane) in service.lanes {
      reading.counted.append(LaneTotals(lane))
      reading.partitions.append(PartitionReading(lane, end: ends[lane.partition] ?? nil))
    }
    reading.board = board.map { BoardReading($0, at: wallTime) }
    reading.refusedRecords = service.board?.refused ?? RefusedRecords()
    reading.leaks = service.leaks.counters
    reading.tripsForgotten = trips.forgotten
    reading.auditEntriesWaiting = service.audit?.count ?? 0
    reading.loopWaiting = service.ports.loop.waitingCount
    reading.isReady = service.unreadiness == nil
    reading.canEnforce = service.options.configuration.mode.canEnforce
    reading.sources = service.sources.states
    reading.model = service.options.model.identifier
    reading.pictureAgeNanoseconds = service.ports.decisions.ageNanoseconds
    reading.desk = desk
    return reading
  }
}

extension LaneTotals {
  /// Copies only: they are added up elsewhere.
  fileprivate init(_ lane: PartitionLane) {
    self.init(
      intake: lane.intake.counters, admission: lane.intake.admission.counters, shards: lane.shard.counters,
      evictedAtLimit: lane.shard.evictedAtLimit)
  }
}

extension PartitionReading {
  fileprivate init(_ lane: PartitionLane, end: Int64?) {
    self.init(
      partition: lane.partition, position: lane.position, end: end, isWarmingUp: lane.isWarmingUp, principals: lane.shard.principalCount,
      watermarks: lane.watermarks)
  }
}

extension BoardReading {
  fileprivate init(_ board: BreakerBoard, at wallTime: Int64) {
    self.init(counters: board.counters)
    for breaker in board.breakers.values {
      breakers[breaker.state, default: 0] += 1
      if breaker.suppressed != nil { suppressed += 1 }
    }
    isHalted = board.isHalted(at: wallTime)
    pendingRequests = board.desk.pendingCount
    pendingApprovals = board.staged.desk.pendingCount
    plannedChanges = board.plannedChanges.count
  }
}
